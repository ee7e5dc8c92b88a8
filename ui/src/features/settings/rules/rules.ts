// What a shop decides about rules, as the page holds it until it is saved.
import type {
  Level,
  Market,
  OwnRule,
  PackView,
  RuleSettings,
  RuleView,
  Setting,
  Words,
} from '../../../backend/bindings'
import type { Language } from '../../../i18n'

export const MARKETS: Market[] = ['cn', 'us', 'eu', 'uk']
/** The worst first. */
export const LEVELS: Level[] = ['ban', 'caution', 'evidence', 'advice']
export type Group = Market | 'everywhere'
export const GROUPS: Group[] = [...MARKETS, 'everywhere']

/** An own rule while it is typed. */
export interface OwnDraft {
  key: string
  /** Its id without `own.`, as typed. */
  name: string
  level: Level
  /** One a line. */
  phrases: string
  message: string
  suggestion: string
  /** Its id does not change any more. */
  stored: boolean
  deleted: boolean
}
export interface Decisions {
  changes: RuleSettings['changes']
  own: OwnDraft[]
}

export const wordsIn = (words: Words, language: Language) => (language === 'en' ? words.en : words.zh)

/** Of letters, digits, `_` and `-`, as an id has them. */
export const slug = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')

export const decisionsOf = ({ changes, own }: RuleSettings): Decisions => ({
  changes,
  own: own.map((rule) => ({
    ...rule,
    key: rule.id,
    name: rule.id.replace(/^own\./, ''),
    phrases: rule.phrases.join('\n'),
    stored: true,
    deleted: false,
  })),
})

export const settingsOf = ({ changes, own }: Decisions): RuleSettings => ({
  changes: changes.map((change) => ({ ...change, reason: change.reason.trim() })),
  own: own
    .filter((rule) => !rule.deleted)
    .map(({ name, level, phrases, message, suggestion }): OwnRule => ({
      id: `own.${slug(name)}`,
      level,
      phrases: phrases
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      message: message.trim(),
      suggestion: suggestion.trim(),
    })),
})

export const changeOf = ({ changes }: Decisions, target: string) =>
  changes.find((change) => change.target === target)

/** The decisions with another one about a target; null sets it back to what was shipped. */
export function decided(decisions: Decisions, target: string, set: Setting | null): Decisions {
  const before = changeOf(decisions, target)
  const others = decisions.changes.filter((change) => change.target !== target)
  if (set === null) return { ...decisions, changes: others }
  const next = { target, set, reason: before?.reason ?? '' }
  return {
    ...decisions,
    // a decision that is changed stays in its place
    changes: before
      ? decisions.changes.map((change) => (change === before ? next : change))
      : [...others, next],
  }
}
export const withReason = (decisions: Decisions, target: string, reason: string): Decisions => ({
  ...decisions,
  changes: decisions.changes.map((change) => (change.target === target ? { ...change, reason } : change)),
})

export function isOn(pack: PackView, decisions: Decisions): boolean {
  const change = changeOf(decisions, pack.id)
  return change ? change.set !== 'off' : pack.on
}

/** Turning on again what was shipped so is no decision. */
export const switched = (decisions: Decisions, pack: PackView, on: boolean) =>
  decided(decisions, pack.id, on === pack.on ? null : on ? 'on' : 'off')

/** What is treated more mildly has a reason; what is turned on needs none. */
export const needsReason = (set: Setting) => set !== 'on'

export type OwnField = 'name' | 'phrases' | 'message'
export interface Lack {
  /** A target of a change, or the key of an own rule. */
  of: string
  what: 'reason' | OwnField | 'taken'
}

/** What has to be filled in before anything is saved. */
export function lacks({ changes, own }: Decisions): Lack[] {
  const kept = own.filter((rule) => !rule.deleted)
  return [
    ...changes
      .filter(({ set, reason }) => needsReason(set) && reason.trim() === '')
      .map(({ target }): Lack => ({ of: target, what: 'reason' })),
    ...kept.flatMap((rule): Lack[] => {
      const id = slug(rule.name)
      const found: Lack['what'][] = []
      if (id === '') found.push('name')
      else if (kept.some((other) => other !== rule && slug(other.name) === id && !rule.stored))
        found.push('taken')
      if (rule.phrases.trim() === '') found.push('phrases')
      if (rule.message.trim() === '') found.push('message')
      return found.map((what) => ({ of: rule.key, what }))
    }),
  ]
}

/** A pack stands once, under the first market whose law it is. */
export const groupOf = (pack: PackView): Group => pack.markets[0] ?? 'everywhere'

const says = (texts: string[], search: string) => texts.some((text) => text.toLowerCase().includes(search))
const both = ({ en, zh }: Words) => [en, zh]
const ruleSays = ({ id, words, phrases }: RuleView, search: string) =>
  says([id, ...both(words.name), ...both(words.message), ...phrases], search)

/**
 * The rules of a pack that a search finds: all of a pack that is found by its name, none of one that is not found.
 * What is found in its rules alone has to be shown open.
 */
export function foundIn(pack: PackView, search: string): { rules: RuleView[]; inside: boolean } {
  const wanted = search.trim().toLowerCase()
  if (wanted === '' || says([pack.id, ...both(pack.name), ...pack.sources], wanted))
    return { rules: pack.rules, inside: false }
  return { rules: pack.rules.filter((rule) => ruleSays(rule, wanted)), inside: true }
}
export const ownFound = (rule: OwnDraft, search: string) =>
  says([rule.name, rule.phrases, rule.message, rule.suggestion], search.trim().toLowerCase())
