// The forms in which drafts go out: a table, and for conversations what the systems that use them read.
import type { DialogueFormat, ExportColumnView, ExportPreview } from '../../backend/bindings'

export type Format = 'xlsx' | 'csv'
/** A table, or a form of conversations. */
export type Form = 'table' | DialogueFormat

export const FORMS: Form[] = ['table', 'macro', 'faq', 'training']
/** The channels that go out in forms of their own. */
export const CONVERSATIONS = 'dialogue'
export const EMAIL = 'email'

export const extensionOf = (form: Form, format: Format) =>
  form === 'table' ? format : form === 'training' ? 'jsonl' : 'csv'

/** Beside the workspace until the person says otherwise. */
export function suggested(workspace: string, name: string, extension: string): string {
  const at = Math.max(workspace.lastIndexOf('/'), workspace.lastIndexOf('\\'))
  return `${workspace.slice(0, at + 1)}${name}.${extension}`
}

/** The same name with the ending that the form asks for. */
export const ended = (path: string, extension: string) =>
  path.replace(/\.(xlsx|csv|jsonl)$/i, `.${extension}`)

/**
 * The columns that go out: those chosen, else the usual ones; and those that the drafts need whatever was chosen, which the
 * preview knows.
 */
export function columnsOut(all: ExportColumnView[], chosen: string[] | null, preview?: ExportPreview) {
  const needs = (key: string) => preview?.keys.includes(key) ?? false
  const byNeed = (key: string) => key === 'ai_label' || key === 'ai_metadata'
  if (chosen) return needs('ai_label') && !chosen.includes('ai_label') ? [...chosen, 'ai_label'] : chosen
  const out = (one: ExportColumnView) => (preview && byNeed(one.key) ? needs(one.key) : one.usual)
  return all.filter(out).map((one) => one.key)
}

/** Which columns of the table hold copy: with a channel, a column each field stands where the copy stood. */
export function copyColumns(keys: string[], headers: number): (at: number) => boolean {
  const from = keys.indexOf('copy')
  const count = headers - keys.length + 1
  return (at) => from >= 0 && at >= from && at < from + count
}
