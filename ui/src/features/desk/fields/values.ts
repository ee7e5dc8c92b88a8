// The fields of a channel as an editor holds them.
import type { Channel, ChannelField, FieldShape, FieldValue, Turn } from '../../../backend/bindings'

// a place and where in it are asked for together
export { scalars, units } from '../../../text/scalars'

export type Values = Record<string, FieldValue>

/** A text that is measured, found fault with and rewritten by itself: a field, an entry of a list, a turn. */
export interface Place {
  field: string
  part: number | null
}
export const keyOf = ({ field, part }: Place) => `${field}:${part ?? ''}`
/** Where the words of a place are typed, so that a tool finds what is selected in them. */
export const editorId = (place: Place) => `editor-${keyOf(place)}`

export const isTurns = (value: FieldValue | undefined): value is Turn[] =>
  Array.isArray(value) && value.length > 0 && typeof value[0] === 'object'
export const listOf = (value: FieldValue | undefined): string[] =>
  Array.isArray(value) && !isTurns(value) ? (value as string[]) : []
export const turnsOf = (value: FieldValue | undefined): Turn[] => (isTurns(value) ? value : [])

export const written = (channel: Channel) => channel.fields.filter((field) => field.composed_of.length === 0)

/** The texts of a value, each by itself. */
export function partsOf(value: FieldValue | undefined): string[] {
  if (value === undefined) return []
  if (typeof value === 'string') return [value]
  return isTurns(value) ? value.map((turn) => turn.text) : listOf(value)
}
export const isEmpty = (value: FieldValue | undefined) => partsOf(value).every((text) => !text.trim())

/** What a place says now; the whole of a list is its entries, one a line. */
export function textAt(values: Values, { field, part }: Place): string {
  const parts = partsOf(values[field])
  return part === null ? parts.join('\n') : (parts[part] ?? '')
}

/** The same values with other words at a place. Turns as a whole come as JSON, as the model writes them. */
export function withText(values: Values, shape: FieldShape, { field, part }: Place, text: string): Values {
  const put = (value: FieldValue): Values => ({ ...values, [field]: value })
  if (shape.kind === 'text') return put(text)
  if (shape.kind === 'list') {
    const list = listOf(values[field])
    if (part !== null) return put(list.map((entry, at) => (at === part ? text : entry)))
    const lines = text.split('\n').map((line) => line.trim())
    return put(lines.filter((line) => line !== ''))
  }
  if (part === null) return put(readTurns(text) ?? turnsOf(values[field]))
  return put(turnsOf(values[field]).map((turn, at) => (at === part ? { ...turn, text } : turn)))
}

/** Turns that a model wrote; null when they are none. */
export function readTurns(text: string): Turn[] | null {
  try {
    const turns = JSON.parse(text) as unknown
    return Array.isArray(turns) ? (turns as Turn[]) : null
  } catch {
    return null
  }
}

/** Without entries and turns that say nothing: those are places to type in, and no copy. */
export function tidied(values: Values): Values {
  const kept = Object.entries(values).map(([id, value]): [string, FieldValue] => {
    if (typeof value === 'string') return [id, value]
    if (isTurns(value)) return [id, value.filter((turn) => turn.text.trim() || turn.basis.length > 0)]
    return [id, listOf(value).filter((entry) => entry.trim())]
  })
  return Object.fromEntries(kept.filter(([, value]) => typeof value === 'string' || value.length > 0))
}

/** A field that the platform gets put together from others. */
export const composed = (field: ChannelField, values: Values) =>
  field.composed_of
    .map((id) => values[id])
    .map((value) => partsOf(value).join(Array.isArray(value) && !isTurns(value) ? ' ' : '\n'))
    .filter((text) => text.trim())
    .join('\n\n')

/** Whether two copies say the same; the order of their fields says nothing. */
export function same(one: Values, other: Values): boolean {
  if (one === other) return true
  const said = (values: Values) =>
    JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return said(one) === said(other)
}

export const moved = <T>(list: T[], from: number, to: number): T[] => {
  const rest = list.filter((_, at) => at !== from)
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)]
}
