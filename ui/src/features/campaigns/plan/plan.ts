// The plan that a person is making: what they chose, as they typed it, and the request it stands for.
import type {
  CampaignRequest,
  Delivery,
  Existing,
  ProductChoice,
  ProductQuery,
  SkipReason,
  Skips,
} from '../../../backend/bindings'

/** Products that have something in common. */
export interface Chip {
  kind: 'search' | 'tag' | 'category'
  value: string
}

export interface Plan {
  name: string
  /** Every product; the other choices are kept, and do not count. */
  all: boolean
  chips: Chip[]
  /** Chosen by hand. */
  picked: string[]
  /** The products of an earlier campaign. */
  run: { id: string; name: string } | null
  /** null is the neutral draft; nothing chosen yet is the neutral draft alone. */
  profiles: (string | null)[] | null
  /** Nothing chosen yet is the first brief. */
  briefs: string[] | null
  provider: string | null
  model: string
  // numbers as typed; empty is as the briefs or the provider say
  variants: string
  temperature: string
  maxTokens: string
  seed: string
  inFlight: string
  delivery: Delivery
  capMoney: string
  capTokens: string
  skips: Skips
}

export const blank: Plan = {
  name: '',
  all: false,
  chips: [],
  picked: [],
  run: null,
  profiles: null,
  briefs: null,
  provider: null,
  model: '',
  variants: '',
  temperature: '',
  maxTokens: '',
  seed: '',
  inFlight: '',
  delivery: 'live',
  capMoney: '',
  capTokens: '',
  skips: { without_description: true, existing: 'beside' },
}

const NANO = 1e9
const EVERYTHING: ProductQuery = {
  search: '',
  category: null,
  tag: null,
  with_drafts: false,
  order: 'added',
  descending: false,
  offset: 0,
  limit: 0,
}

export const queryOf = (chip: Chip): ProductQuery => ({ ...EVERYTHING, [chip.kind]: chip.value })

/** The products of a plan; null when none are chosen. */
export function productsOf({ all, chips, picked, run }: Plan): ProductChoice | null {
  if (all) return { kind: 'query', query: EVERYTHING }
  if (run) return { kind: 'run', run: run.id }
  const queries = chips.map(queryOf)
  if (queries.length === 0) return picked.length > 0 ? { kind: 'listed', products: picked } : null
  if (queries.length === 1 && picked.length === 0) return { kind: 'query', query: queries[0]! }
  return { kind: 'union', queries, products: picked }
}

/** A number as typed; null when the field is empty or holds none. */
export function amount(text: string): number | null {
  const value = Number(text)
  return text.trim() === '' || !Number.isFinite(value) ? null : value
}
/** What the backend reads as a whole number; its ranges are checked there. */
const whole = (text: string, most = 0xffff_ffff) => {
  const value = amount(text)
  return value === null ? null : Math.min(Math.max(Math.round(value), 0), most)
}

/** What is asked for; null while something is missing. A cap in money is kept only where the price is known. */
export function requestOf(plan: Plan, priced: boolean): CampaignRequest | null {
  const products = productsOf(plan)
  const { briefs, profiles } = plan
  if (!products || !briefs?.length || !profiles?.length) return null
  const cap = amount(plan.capMoney)
  return {
    name: plan.name,
    briefs,
    products,
    profiles,
    provider: plan.provider,
    model: plan.model.trim() || null,
    overrides: {
      variants: whole(plan.variants),
      temperature: amount(plan.temperature),
      max_tokens: whole(plan.maxTokens),
      seed: whole(plan.seed, Number.MAX_SAFE_INTEGER),
    },
    caps: {
      nano: cap === null || !priced ? null : Math.max(0, Math.round(cap * NANO)),
      tokens: whole(plan.capTokens, Number.MAX_SAFE_INTEGER),
    },
    in_flight: whole(plan.inFlight),
    skips: plan.skips,
    delivery: plan.delivery,
  }
}

const typed = (value: number | null) => (value === null ? '' : String(value))

/** The plan that stands for a request: an earlier campaign, to be asked again. */
export const planOf = (request: CampaignRequest): Plan => ({
  ...blank,
  ...(request.products.kind === 'run' && { run: { id: request.products.run, name: request.name } }),
  ...(request.products.kind === 'listed' && { picked: request.products.products }),
  name: request.name,
  profiles: request.profiles,
  briefs: request.briefs,
  provider: request.provider,
  model: request.model ?? '',
  variants: typed(request.overrides.variants),
  temperature: typed(request.overrides.temperature),
  maxTokens: typed(request.overrides.max_tokens),
  seed: typed(request.overrides.seed),
  inFlight: typed(request.in_flight),
  delivery: request.delivery,
  capMoney: typed(request.caps.nano === null ? null : request.caps.nano / NANO),
  capTokens: typed(request.caps.tokens),
  skips: request.skips,
})

const NEXT: Record<SkipReason, [leave: (skips: Skips) => Skips, include: (skips: Skips) => Skips]> = {
  no_description: [
    (skips) => ({ ...skips, without_description: true }),
    (skips) => ({ ...skips, without_description: false }),
  ],
  approved: [(skips) => existing(skips, 'skip_approved'), (skips) => existing(skips, 'beside')],
  drafted: [(skips) => existing(skips, 'skip_drafted'), (skips) => existing(skips, 'skip_approved')],
}
const existing = (skips: Skips, next: Existing): Skips => ({ ...skips, existing: next })

/** Leaves out what was to be written, or the other way round. */
export const toggled = (skips: Skips, reason: SkipReason, skipped: boolean): Skips =>
  NEXT[reason][skipped ? 1 : 0](skips)

const key = (workspace: string) => `copydesk-plan:${workspace}`

const isText = (value: unknown): value is string => typeof value === 'string'
const isNone = (value: unknown) => value === null
const isList = (of: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(of)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const either =
  (...these: ((value: unknown) => boolean)[]) =>
  (value: unknown) =>
    these.some((is) => is(value))
const isOne =
  (...these: unknown[]) =>
  (value: unknown) =>
    these.includes(value)

/** What can be read of what was kept, whoever wrote it. */
const READABLE: Record<keyof Plan, (value: unknown) => boolean> = {
  name: isText,
  all: isOne(true, false),
  chips: isList(
    (value) => isRecord(value) && isOne('search', 'tag', 'category')(value.kind) && isText(value.value),
  ),
  picked: isList(isText),
  run: either(isNone, (value) => isRecord(value) && isText(value.id) && isText(value.name)),
  profiles: either(isNone, isList(either(isNone, isText))),
  briefs: either(isNone, isList(isText)),
  provider: either(isNone, isText),
  model: isText,
  variants: isText,
  temperature: isText,
  maxTokens: isText,
  seed: isText,
  inFlight: isText,
  delivery: isOne('live', 'batch'),
  capMoney: isText,
  capTokens: isText,
  skips: (value) =>
    isRecord(value) &&
    isOne(true, false)(value.without_description) &&
    isOne('beside', 'skip_approved', 'skip_drafted')(value.existing),
}

/** The plan that was being made in a workspace, as far as it can be read. */
export function remembered(workspace: string): Plan {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(workspace)) ?? '{}')
    if (!isRecord(kept)) return blank
    const sound = Object.entries(READABLE).filter(([name, is]) => name in kept && is(kept[name]))
    return { ...blank, ...Object.fromEntries(sound.map(([name]) => [name, kept[name]])) }
  } catch {
    return blank
  }
}

export function remember(workspace: string, plan: Plan) {
  try {
    localStorage.setItem(key(workspace), JSON.stringify(plan))
  } catch {
    // a full or forbidden storage costs the plan at the next start, nothing else
  }
}
