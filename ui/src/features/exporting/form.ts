// The forms in which drafts go out: a table, and for conversations what the systems that use them read.
import type { DialogueFormat } from '../../backend/bindings'

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

/** Which columns of the table hold copy: with a channel, a column each field stands where the copy stood. */
export function copyColumns(keys: string[], headers: number): (at: number) => boolean {
  const from = keys.indexOf('copy')
  const count = headers - keys.length + 1
  return (at) => from >= 0 && at >= from && at < from + count
}
