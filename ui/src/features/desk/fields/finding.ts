// What the checks found, in the person's language: a sentence for every rule, Rust's English one for a rule that is new.
import type { Channel, Finding, Waiver, Words } from '../../../backend/bindings'
import i18next, { useSay } from '../../../i18n'
import { languageName } from '../../../i18n/format'
import type { Place } from './values'

/** As they are met in reading; what is about no place comes first. */
export const inOrder = (findings: Finding[]) =>
  findings.toSorted((a, b) => (a.part ?? -1) - (b.part ?? -1) || a.start - b.start)
/** The waiver of a finding: it holds for the same words in the same field. */
export const waiverOf = (finding: Finding, waivers: Waiver[]) =>
  waivers.find(
    ({ rule, field, text }) => rule === finding.rule && field === finding.field && text === finding.text,
  )
export const isAt = (finding: Finding, place: Place) =>
  finding.field === place.field && finding.part === place.part

const TAG_PROBLEMS: Record<string, string> = {
  'has no end': 'no_end',
  'is not closed': 'not_closed',
  'is empty': 'empty',
  'is not opened': 'not_opened',
  'ends what was not begun': 'not_begun',
  'stands outside of a condition': 'outside',
}

/** What a sentence quotes is short: a tag that is never closed reaches to the end of its text. */
const clipped = (words: string) => (words.length > 48 ? `${words.slice(0, 47).trimEnd()}…` : words)

/** The key of a rule's sentence: some rules say one thing of what is too long and another of what is too short. */
function keyOf({ rule, params }: Finding): string {
  if (rule.startsWith('limit.')) return `${rule}.${params.side ?? 'long'}`
  if (rule === 'dialogue.order') return `dialogue.${params.problem ?? ''}`
  if (rule === 'merge_tag.changed' && !params.before) return 'merge_tag.added'
  return rule
}

export function useFindingWords(channel: Channel | null) {
  const { say, t, language } = useSay()
  const nameOf = (id: string) => {
    const name = channel?.fields.find((field) => field.id === id)?.name
    return name && (language === 'en' ? name.en : name.zh)
  }
  const values = (finding: Finding) => {
    const { params } = finding
    const said = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, clipped(value)]))
    said.name = nameOf(finding.field) ?? params.name ?? ''
    if (params.unit) said.unit = t(`meter.unit.${params.unit}`)
    if (params.length && params.limit)
      said.difference = Math.abs(Number(params.length) - Number(params.limit)).toLocaleString(language)
    if (finding.rule === 'merge_tag.broken')
      said.problem = t(`finding.tag.${TAG_PROBLEMS[params.problem ?? ''] ?? 'no_end'}`)
    if (finding.rule === 'language.wrong')
      for (const key of ['expected', 'found']) said[key] = languageName(params[key] ?? '', language)
    if (params.gaps)
      said.gaps = params.gaps
        .split(', ')
        .map((gap) => (i18next.exists(`finding.gap.${gap}`) ? t(`finding.gap.${gap}`) : gap))
        .join(language === 'en' ? ', ' : '、')
    return said
  }
  const own = (words: Words) => (language === 'en' ? words.en : words.zh)
  return {
    /** What it is about, in a word or two. */
    about: (finding: Finding) => {
      if (finding.words) return own(finding.words.name)
      const kind = `finding.about.${finding.rule.split('.')[0]}`
      return i18next.exists(kind) ? t(kind) : say('finding.about.other')
    },
    sentence: (finding: Finding) => {
      if (finding.words) return own(finding.words.message)
      const key = `finding.${keyOf(finding)}`
      if (!i18next.exists(key)) return [finding.message, finding.suggestion].filter(Boolean).join(' ')
      return t(key, values(finding))
    },
    /** What to do, where a rule pack says so; the interface's own sentences end with it. */
    suggestion: (finding: Finding) => (finding.words ? own(finding.words.suggestion) : ''),
    basis: (finding: Finding) => (finding.words ? own(finding.words.basis) : '') || finding.basis,
  }
}
