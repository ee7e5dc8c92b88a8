// Findings about the same words are one note: several markets often object to one word, and a person mends it once.
import type { Finding, Level, Waiver } from '../../../backend/bindings'
import { inOrder, waiverOf } from './finding'

export interface Group {
  field: string
  part: number | null
  /** From the first to the last character that one of the findings is about. */
  start: number
  end: number
  /** The most serious level among them. */
  level: Level
  /** The most serious first, otherwise as they came; never empty. */
  findings: [Finding, ...Finding[]]
}

/** The most serious first. */
export const LEVELS: Level[] = ['ban', 'caution', 'evidence', 'advice']
/** What is said about all of a place, such as its length: whatever its span, it is not about those words. */
const WHOLE = /^(limit|language|field)\.|^dialogue\.(?!unsupported_number)|^rule\.distinct$/
const isOfWords = ({ rule, start, end }: Finding) => end > start && !WHOLE.test(rule)

/** Joins findings whose words overlap in the same field and part. Every finding is in exactly one group, in reading order. */
export function grouped(findings: Finding[]): Group[] {
  const groups: Group[] = []
  const open = new Map<string, Group>()
  for (const finding of inOrder(findings)) {
    const { field, part, start, end, level } = finding
    const place = `${part ?? ''}:${field}`
    const before = open.get(place)
    if (before && isOfWords(finding) && start < before.end) {
      before.findings.push(finding)
      before.end = Math.max(before.end, end)
      continue
    }
    const group: Group = { field, part, start, end, level, findings: [finding] }
    groups.push(group)
    if (isOfWords(finding)) open.set(place, group)
  }
  for (const group of groups) {
    group.findings.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
    group.level = group.findings[0].level
  }
  return groups
}

/** What of a group asks for a person's word and did not get it. Beside a ban nothing does: its words have to change. */
export const openIn = ({ level, findings }: Group, waivers: Waiver[]) =>
  level === 'ban'
    ? []
    : findings.filter((finding) => finding.level === 'caution' && !waiverOf(finding, waivers))
/** What of a group a person lets stand. */
export const waivedIn = ({ findings }: Group, waivers: Waiver[]) =>
  findings.filter((finding) => waiverOf(finding, waivers))
/** A person let all of it stand that asks for a word; a ban cannot stand. */
export const isWaived = (group: Group, waivers: Waiver[]) =>
  group.level !== 'ban' && waivedIn(group, waivers).length > 0 && openIn(group, waivers).length === 0
