// How a run stands, in one word and one outline; and why it rests, in one sentence.
import type { Pause, Problem, RunProgress } from '../../backend/bindings'
import type { Key } from '../../i18n'

export const KINDS = ['running', 'pausing', 'paused', 'interrupted', 'done', 'cancelled'] as const
export type Kind = (typeof KINDS)[number]

export const kindOf = ({ state, pause }: Pick<RunProgress, 'state' | 'pause'>): Kind =>
  state === 'paused' && pause?.kind === 'interrupted' ? 'interrupted' : state

/** The sentence of each reason to rest. `repeated` is followed by the problem's own. */
export const PAUSES: Record<Pause['kind'], Key> = {
  person: 'campaigns.pause.person',
  trial: 'campaigns.pause.trial',
  interrupted: 'campaigns.pause.interrupted',
  cost: 'campaigns.pause.cost',
  tokens: 'campaigns.pause.tokens',
  repeated: 'campaigns.pause.repeated',
  quota: 'campaigns.pause.quota',
  full: 'campaigns.pause.full',
}

/** The failure that came again and again. */
export const problemOf = (pause: Extract<Pause, { kind: 'repeated' }>): Problem => ({
  code: pause.code,
  message: pause.message,
  params: pause.params,
  words: null,
  fields: [],
})

/** Cells that a person has to look at. */
export const troubled = ({ failed, unknown }: RunProgress) => failed + unknown
/** Cells that wait for their turn. */
export const waiting = (progress: RunProgress) =>
  Math.max(
    0,
    progress.cells -
      progress.done -
      progress.failed -
      progress.unknown -
      progress.cancelled -
      progress.in_flight,
  )
