import type { ToneSlider, VoiceFields } from '../../backend/bindings'
import { useSay } from '../../i18n'

/** The fields alone, always in the same order, so that two can be compared. */
export const pick = ({
  name,
  brand,
  description,
  tones,
  dos,
  donts,
  use_words,
  avoid_words,
  glossary,
  samples,
}: VoiceFields): VoiceFields => ({
  name,
  brand,
  description,
  tones,
  dos,
  donts,
  use_words,
  avoid_words,
  glossary,
  samples,
})

export const LISTS = ['dos', 'donts', 'use_words', 'avoid_words', 'glossary', 'samples'] as const
export type List = (typeof LISTS)[number]
export const LEARNT = ['description', 'tones', ...LISTS] as const
export type Learnt = (typeof LEARNT)[number]

const PAIRS = ['formal', 'reserved', 'plain', 'brief'] as const
export const STEPS = [1, 2, 3, 4, 5] as const
export const MIDDLE = 3

/** A new voice: its sliders stand in the middle and say nothing yet. */
export function useBlankVoice(): VoiceFields {
  const { say } = useSay()
  return {
    name: '',
    brand: '',
    description: '',
    tones: PAIRS.map((pair) => ({
      low: say(`voices.tone.${pair}.low`),
      high: say(`voices.tone.${pair}.high`),
      value: MIDDLE,
    })),
    dos: [],
    donts: [],
    use_words: [],
    avoid_words: [],
    glossary: [],
    samples: [],
  }
}

/** A slider in words: "formal – casual: 2 of 5". */
export function useToneWords() {
  const { say } = useSay()
  return ({ low, high, value }: ToneSlider) => say('voices.toneAt', { low, high, value })
}

/** A voice's fields by their names, for its versions and for a proposal. */
export function useVoiceWords() {
  const { say } = useSay()
  const tone = useToneWords()
  return (voice: VoiceFields): [string, string][] => [
    [say('briefs.name'), voice.name],
    [say('voices.brand'), voice.brand],
    ...LEARNT.map((field): [string, string] => [say(`voices.${field}`), textOf(voice, field, tone)]),
  ]
}

export function textOf(voice: VoiceFields, field: Learnt, tone: (slider: ToneSlider) => string): string {
  if (field === 'description') return voice.description
  if (field === 'tones') return voice.tones.map(tone).join('\n')
  return voice[field].join('\n')
}

const pair = (slider: ToneSlider) => `${slider.low}\n${slider.high}`.toLowerCase()

/** What the voice says of a field once a proposal is taken: lists grow, sliders with the same words move, the rest is replaced. */
export function taken(now: VoiceFields, proposal: VoiceFields, field: Learnt): Partial<VoiceFields> {
  if (field === 'description') return { description: proposal.description }
  if (field === 'tones') {
    const moved = new Map(proposal.tones.map((slider) => [pair(slider), slider]))
    const known = new Set(now.tones.map(pair))
    return {
      tones: [
        ...now.tones.map((slider) => ({ ...slider, value: moved.get(pair(slider))?.value ?? slider.value })),
        ...proposal.tones.filter((slider) => !known.has(pair(slider))),
      ],
    }
  }
  const fresh = proposal[field].filter((entry) => !now[field].includes(entry))
  return { [field]: [...now[field], ...fresh] }
}

/** Whether a proposal says anything about a field that the voice does not say already. */
export const brings = (now: VoiceFields, proposal: VoiceFields, field: Learnt): boolean =>
  JSON.stringify(taken(now, proposal, field)[field]) !== JSON.stringify(now[field]) &&
  (field !== 'description' || proposal.description.trim() !== '')
