// Word-level differences in any script: words are what Intl.Segmenter says they are.
import { diffWords } from 'diff'

export interface Piece {
  text: string
  kind: 'same' | 'added' | 'removed'
}

const segmenters = new Map<string, Intl.Segmenter>()
function words(language: string) {
  const known = segmenters.get(language)
  if (known) return known
  let made: Intl.Segmenter
  try {
    made = new Intl.Segmenter(language || undefined, { granularity: 'word' })
  } catch {
    made = new Intl.Segmenter(undefined, { granularity: 'word' })
  }
  segmenters.set(language, made)
  return made
}

export function compare(before: string, after: string, language: string): Piece[] {
  if (before === after) return after ? [{ text: after, kind: 'same' }] : []
  return diffWords(before, after, { intlSegmenter: words(language) }).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }))
}

/** Share of `after` that is its own, 0 to 1, in characters. */
export function ownShare(pieces: Piece[]): number {
  const count = (kinds: Piece['kind'][]) =>
    pieces
      .filter((piece) => kinds.includes(piece.kind))
      .reduce((sum, piece) => sum + piece.text.replace(/\s/g, '').length, 0)
  const all = count(['same', 'added'])
  return all === 0 ? 0 : count(['added']) / all
}
