// Characters that nobody sees, told apart as the checks do: those that some writing needs stay as they are.
type Ranges = readonly (readonly [number, number])[]
const within = (code: number | undefined, ranges: Ranges) =>
  code !== undefined && ranges.some(([first, last]) => code >= first && code <= last)

/** Embeddings, overrides and isolates: they turn the direction of reading. */
const TURNING: Ranges = [
  [0x202a, 0x202e],
  [0x2066, 0x2069],
]
const UNSEEN: Ranges = [
  ...TURNING,
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x2029],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xe0000, 0xe0fff],
]
/** Thai, Lao, Tibetan, Burmese, Khmer: written without spaces, so one of no width helps. */
const UNSPACED: Ranges = [
  [0xe00, 0xfff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x1980, 0x19df],
]
/** Writings whose letters join: Arabic and its kin, those of India, Burmese, Khmer, Mongolian. */
const JOINING: Ranges = [
  [0x600, 0xdff],
  [0xf00, 0x109f],
  [0x1780, 0x18af],
  [0xa8e0, 0xa8ff],
  [0xfb50, 0xfdff],
  [0xfe70, 0xfefe],
  [0x11000, 0x11fff],
]
/** Emoji and what belongs to them. */
const PICTURED: Ranges = [
  [0x20e3, 0x20e3],
  [0x2190, 0x2bff],
  [0x3030, 0x303d],
  [0x3297, 0x3299],
  [0xfe0f, 0xfe0f],
  [0x1f000, 0x1faff],
]
const TAGS: Ranges = [[0xe0020, 0xe007f]]
const FLAG = 0x1f3f4

export const isTurning = (character: string) => within(character.codePointAt(0), TURNING)
export const isUnseen = (character: string) => within(character.codePointAt(0), UNSEEN)

/** Whether the writing around an unseen character needs it: a joiner in an emoji, a flag's tags, a chosen shape. */
function isNeeded(characters: string[], at: number): boolean {
  const code = (index: number) => characters[index]?.codePointAt(0)
  const [left, own, right] = [code(at - 1), code(at), code(at + 1)]
  if (own === undefined) return false
  if (own === 0x200b) return within(left, UNSPACED) || within(right, UNSPACED)
  if (own === 0x200c) return within(left, JOINING) || within(right, JOINING)
  if (own === 0x200d)
    return (
      within(left, JOINING) || ((within(left, PICTURED) || within(left, TAGS)) && within(right, PICTURED))
    )
  if (own === 0xfeff) return at === 0
  if (own >= 0xfe00 && own <= 0xfe0f)
    return left !== undefined && !within(left, UNSEEN) && characters[at - 1]!.trim() !== ''
  if (within(own, TAGS)) {
    let first = at
    while (within(code(first), TAGS)) first -= 1
    return code(first) === FLAG
  }
  // marks of direction and the variants of Mongolian and Khmer are no reason to worry
  return within(own, [
    [0x61c, 0x61c],
    [0x17b4, 0x17b5],
    [0x180b, 0x180d],
    [0x180f, 0x180f],
    [0x200e, 0x200f],
  ])
}

/** Whether a character is one that nobody sees and no writing needs. */
export const isNeedless = (characters: string[], at: number) =>
  isUnseen(characters[at] ?? '') && !isTurning(characters[at] ?? '') && !isNeeded(characters, at)

export interface Shown {
  text: string
  /** Whether it names a character instead of being it. */
  named: boolean
}

/** A text to look at: what nobody would see, and what would turn the reading, stands as its name, such as ‹U+200B›. */
export function shown(text: string): Shown[] {
  const characters = [...text]
  const parts: Shown[] = []
  characters.forEach((character, at) => {
    const named = isUnseen(character) && !isNeeded(characters, at)
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    const last = parts.at(-1)
    if (!named && last && !last.named) last.text += character
    else parts.push({ text: named ? `‹U+${code}›` : character, named })
  })
  return parts
}
