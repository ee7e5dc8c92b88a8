// What is to be written: a channel and one of its briefs, or a brief of no channel. The last choice is kept.
import type { Brief, BriefFields, ChannelView } from '../../../backend/bindings'

export type Shipped = 'en' | 'zh'

export interface Option {
  /** Identifies it among the options: a brief's id, or a shipped brief that is not one of the workspace yet. */
  value: string
  fields: BriefFields
  brief: Brief | null
  shipped: Shipped | null
}

const LANGUAGES: Shipped[] = ['en', 'zh']
/** The key under which the backend keeps a channel's shipped brief. */
const builtIn = (channel: string, language: Shipped) => `channel.${channel}.${language}`

/** The briefs of a channel, or those of none: the workspace's own, then what is shipped and not yet among them. */
export function optionsOf(channel: string, briefs: Brief[], views: ChannelView[]): Option[] {
  const own = briefs
    .filter((brief) => brief.channel === channel)
    .map((brief): Option => ({ value: brief.id, fields: brief, brief, shipped: null }))
  const view = views.find((one) => one.channel.id === channel)
  if (!view) return own
  const shipped = LANGUAGES.filter(
    (language) => !own.some(({ brief }) => brief?.built_in === builtIn(channel, language)),
  ).map((language): Option => ({
    value: language,
    fields: view[`brief_${language}`],
    brief: null,
    shipped: language,
  }))
  return [...own, ...shipped]
}

/** What a channel means unless the person says otherwise: its shipped brief in their language. */
export const usual = (options: Option[], channel: string, language: Shipped): Option | undefined =>
  options.find((one) => one.brief?.built_in === builtIn(channel, language)) ??
  options.find((one) => one.shipped === language) ??
  options[0]

export interface Kept {
  channel: string
  option: string
}

const KEY = 'copydesk-write'

export function remembered(): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const { channel, option } = kept as Partial<Kept>
    return typeof channel === 'string' && typeof option === 'string' ? { channel, option } : null
  } catch {
    return null
  }
}

export function remember(kept: Kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // a full or forbidden store costs the memory, not the work
  }
}
