// What a draft was written from and what has become of it, thing by thing, in the person's words.
import type { Change, ChangeOf, DraftView } from '../../../backend/bindings'
import { useSay, type Key } from '../../../i18n'
import { useBriefName } from '../../../i18n/briefName'
import { languageName } from '../../../i18n/format'
import { factsOf, isChanged } from './factRows'

export interface Thing {
  of: ChangeOf
  name: string
  gone: boolean
  changes: Change[]
  /** Fields whose change the facts of the product already show: named here, told there. */
  above: Change[]
}

/** Changes by their things, in the order in which they are told. */
export function thingsOf(view: DraftView): Thing[] {
  const struck = new Set(
    factsOf(view)
      .filter(isChanged)
      .map(({ field }) => field),
  )
  // a price and its currency are one row
  const isAbove = ({ of, field }: Change) =>
    of === 'product' && struck.has(field === 'currency' ? 'price' : field)
  const things: Thing[] = []
  for (const change of view.changes) {
    let thing = things.find((one) => one.of === change.of && one.name === change.name)
    if (!thing) {
      thing = { of: change.of, name: change.name, gone: false, changes: [], above: [] }
      things.push(thing)
    }
    if (change.gone && change.field === '') thing.gone = true
    else (isAbove(change) ? thing.above : thing.changes).push(change)
  }
  return things
}

const PRODUCT: Record<string, Key> = {
  sku: 'field.sku',
  name: 'field.name',
  description: 'field.description',
  price: 'field.price',
  currency: 'field.currency',
  category: 'field.category',
  brand: 'field.brand',
  tags: 'field.tags',
  language: 'field.language',
  local_only: 'data.stays',
}
const KNOWN: Record<ChangeOf, Record<string, Key>> = {
  product: PRODUCT,
  companion: PRODUCT,
  profile: {
    name: 'field.name',
    interests: 'field.interests',
    language: 'profiles.language',
    tone: 'field.tone',
    notes: 'field.notes',
    local_only: 'data.stays',
  },
  brief: {
    name: 'field.name',
    template: 'briefs.template',
    instruction: 'briefs.instruction',
    system: 'briefs.system',
    copy_language: 'briefs.copyLanguage',
    channel: 'channelBrief.channel',
    variables: 'channelBrief.variables',
    examples: 'provenance.examples',
    parameters: 'desk.sampling',
    max_tokens: 'briefs.maxTokens',
    variants: 'briefs.variants',
    temperature: 'briefs.temperature',
    seed: 'briefs.seed',
    stop: 'briefs.stop',
  },
  voice: {
    name: 'field.name',
    brand: 'voices.brand',
    description: 'voices.description',
    tones: 'voices.tones',
    dos: 'voices.dos',
    donts: 'voices.donts',
    use_words: 'voices.use_words',
    avoid_words: 'voices.avoid_words',
    glossary: 'voices.glossary',
    samples: 'voices.samples',
  },
}

const LANGUAGES = new Set(['language', 'copy_language'])

/** How things, their fields and their values are called in the interface's language. */
export function useChangeWords({ draft }: DraftView) {
  const { say, language } = useSay()
  const briefName = useBriefName()
  return {
    thing: ({ of, name }: Thing): string => {
      if (of === 'brief' && name === draft.provenance.brief.name) return briefName(draft.provenance.brief)
      return name
    },
    field: ({ of, field }: Change): string => {
      const known = Object.hasOwn(KNOWN[of], field) ? KNOWN[of][field] : undefined
      // an attribute by its own name
      return known ? say(known) : field
    },
    value: ({ of, field }: Change, value: string): string => {
      if (field === 'local_only' && of !== 'brief')
        return say(value === 'true' ? 'changes.yes' : 'changes.no')
      // an attribute may have such a name too, but then it holds no tag
      if (LANGUAGES.has(field) && /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(value))
        return languageName(value, language)
      return value
    },
  }
}
