// Sentences side by side: each sentence of a variant stands in the row of the base sentence that it is most like.
import { compare, ownShare } from './diff'

export function sentences(text: string, language: string): string[] {
  let segmenter: Intl.Segmenter
  try {
    segmenter = new Intl.Segmenter(language || undefined, { granularity: 'sentence' })
  } catch {
    segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' })
  }
  return text
    .split(/\n+/)
    .flatMap((paragraph) => Array.from(segmenter.segment(paragraph), (part) => part.segment.trim()))
    .filter(Boolean)
}

const likeness = (a: string, b: string, language: string) => 1 - ownShare(compare(a, b, language))

/**
 * For each base sentence the variant's sentences that stand beside it, in order; what comes after the last match is
 * appended to the last row. Classic alignment by dynamic programming (Needleman and Wunsch, 1970) on likeness.
 */
export function align(base: string[], variant: string[], language: string): string[][] {
  const rows: string[][] = Array.from({ length: Math.max(base.length, 1) }, () => [])
  if (base.length === 0) return [variant]
  const score: number[][] = Array.from({ length: base.length + 1 }, () =>
    new Array<number>(variant.length + 1).fill(0),
  )
  const like = base.map((one) => variant.map((other) => likeness(one, other, language)))
  for (let i = base.length - 1; i >= 0; i--) {
    for (let j = variant.length - 1; j >= 0; j--) {
      const pair = like[i]![j]! >= 0.25 ? like[i]![j]! + score[i + 1]![j + 1]! : 0
      score[i]![j] = Math.max(pair, score[i + 1]![j]!, score[i]![j + 1]!)
    }
  }
  let i = 0
  let j = 0
  while (j < variant.length) {
    const row = Math.min(i, base.length - 1)
    if (i < base.length && like[i]![j]! >= 0.25 && score[i]![j] === like[i]![j]! + score[i + 1]![j + 1]!) {
      rows[row]!.push(variant[j]!)
      i++
      j++
    } else if (i < base.length && score[i + 1]![j]! > score[i]![j + 1]!) {
      i++
    } else {
      rows[row]!.push(variant[j]!)
      j++
      // unlike sentences still stand side by side rather than piling up in one row
      if (i < base.length - 1 && score[i + 1]?.[j] === score[i]![j]) i++
    }
  }
  return rows
}
