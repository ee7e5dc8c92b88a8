// How sure the model was of each word, in four steps that can be told apart without colour.
import type { Channel, Draft, Speaker, Surprisal, WordSurprisal } from '../../../backend/bindings'
import { isTurns, partsOf, written, type Place } from '../fields/values'

/** From what probability on a word is of a step; the last holds all below. */
export const STEPS = [
  { step: 'expected', from: 0.5 },
  { step: 'likely', from: 0.2 },
  { step: 'unusual', from: 0.05 },
  { step: 'rare', from: 0 },
] as const
export type Step = (typeof STEPS)[number]['step']

/** The probability of a word: the geometric mean over its tokens. */
export const probability = ({ mean }: Pick<WordSurprisal, 'mean'>) => Math.exp(-mean)

export const stepOf = (word: Pick<WordSurprisal, 'mean'>): Step =>
  STEPS.find(({ from }) => probability(word) >= from)!.step

export interface Shaded extends Place {
  text: string
  /** Who says it, in a conversation. */
  speaker: Speaker | null
  /** Words of the model; all others are a person's. */
  words: WordSurprisal[]
}

/** The copy as it is now, place by place in the channel's order, with what is known of its words. */
export function shadedOf(draft: Draft, channel: Channel | null, surprisal: Surprisal): Shaded[] {
  const wordsAt = ({ field, part }: Place) =>
    surprisal.places.find((place) => place.field === field && place.part === part)?.words ?? []
  const { fields } = draft
  if (!channel || !fields) {
    const place = { field: '', part: null }
    return [{ ...place, text: draft.text, speaker: null, words: wordsAt(place) }]
  }
  return written(channel).flatMap(({ id }) => {
    const value = fields[id]
    return partsOf(value).map((text, index) => {
      const place = { field: id, part: typeof value === 'string' ? null : index }
      const speaker = isTurns(value) ? (value[index]?.speaker ?? null) : null
      return { ...place, text, speaker, words: wordsAt(place) }
    })
  })
}
