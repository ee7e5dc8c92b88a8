// Where a platform cuts or refuses the rest of a text. The backend says at which character, the channel says why.
import type { Channel, ChannelField, FieldReport, Limit } from '../../backend/bindings'

export interface Cut {
  /** Unicode scalar values that are seen. */
  at: number
  limit: Limit
}

/** The limit of one text of a field at which the platform cuts or refuses: the smallest. */
export const binding = (field: ChannelField): Limit | undefined =>
  field.limits
    .filter((limit) => limit.kind !== 'advice' && limit.unit !== 'items' && !limit.together)
    .toSorted((one, other) => one.value - other.value)[0]

export function cutOf(
  channel: Channel,
  report: FieldReport,
  id: string,
  part: number | null = null,
): Cut | null {
  const field = channel.fields.find((one) => one.id === id)
  const limit = field && binding(field)
  const length = report.lengths.find((one) => one.field === id && one.part === part && one.cut_at !== null)
  return limit && length ? { at: length.cut_at!, limit } : null
}

/** What is seen and what is not; by scalar values, as the backend counts. */
export function parted(text: string, at: number): [string, string] {
  const letters = [...text]
  return [letters.slice(0, at).join(''), letters.slice(at).join('')]
}

export interface Told {
  field: ChannelField
  limit: Limit
  /** Whether it cuts something of this copy. */
  bites: boolean
}

/** The limits that a reader of the preview should know: what is cut on screen, and what would be refused here. */
export function told(channel: Channel, report: FieldReport): Told[] {
  return channel.fields.flatMap((field) => {
    const limit = binding(field)
    if (!limit) return []
    // the same limit of the whole is told once
    const whole = channel.fields.find((one) => one.composed_of.includes(field.id))
    if (whole && binding(whole)?.source === limit.source) return []
    const bites = report.lengths.some((one) => one.field === field.id && one.cut_at !== null)
    return limit.kind === 'truncated' || bites ? [{ field, limit, bites }] : []
  })
}
