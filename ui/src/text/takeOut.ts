// Takes found words out of the text that they were found in, and nothing else.
import { isNeedless, isTurning, isUnseen } from './unseen'

/** Words that were found; the place is counted in Unicode scalar values. */
export interface Found {
  start: number
  text: string
}

/** Whether words stand exactly where they were found. */
export const isThere = (text: string, { start, text: words }: Found) =>
  [...text].slice(start, start + [...words].length).join('') === words

/** The place in UTF-16 units where the words stand now: the nearest one, when somebody typed before them since. */
function placeOf(text: string, { start, text: words }: Found): number | null {
  if (words === '') return null
  const found = [...text].slice(0, start).join('').length
  let nearest: number | null = null
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if (nearest === null || Math.abs(at - found) < Math.abs(nearest - found)) nearest = at
  return nearest
}

/**
 * A text without the found words. With `only`, the words hold letters that stay, and just the characters that nobody
 * sees, or those that turn the reading, are taken out of them.
 */
export function takenOut(text: string, found: Found, only?: 'unseen' | 'turning'): string {
  const at = placeOf(text, found)
  if (at === null) return text
  const before = text.slice(0, at)
  const behind = text.slice(at + found.text.length)
  if (!only) return before + behind
  const first = [...before].length
  const characters = [...text]
  const words = [...found.text]
  const drops = (index: number) =>
    only === 'turning' ? isTurning(words[index]!) : isNeedless(characters, first + index)
  const kept = words.filter((_, index) => !drops(index))
  // the check knows one that is needless and is not known as such here
  if (kept.length === words.length)
    return before + words.filter((character) => !isUnseen(character)).join('') + behind
  return before + kept.join('') + behind
}
