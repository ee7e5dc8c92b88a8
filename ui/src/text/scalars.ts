// Rust counts characters in Unicode scalar values, strings and text areas here in UTF-16 units: both are turned into each
// other in this file and nowhere else.

/** UTF-16 units before a number of scalar values. */
export const units = (text: string, scalars: number) => [...text].slice(0, scalars).join('').length
/** Scalar values before a number of UTF-16 units. */
export const scalars = (text: string, at: number) => [...text.slice(0, at)].length

/** A place in a text, in scalar values; `end` is the character behind it. */
export interface Stretch {
  start: number
  end: number
}

/** A text cut at the borders of its marks, nothing lost. A mark that lies outside of it or over an earlier one is left out. */
export function cutAt<M extends Stretch>(text: string, marks: M[]): { text: string; mark: M | null }[] {
  const letters = [...text]
  const cuts: { text: string; mark: M | null }[] = []
  const put = (from: number, to: number, mark: M | null) => {
    if (from < to) cuts.push({ text: letters.slice(from, to).join(''), mark })
  }
  let at = 0
  for (const mark of marks.toSorted((one, other) => one.start - other.start)) {
    if (mark.start < at || mark.end <= mark.start || mark.end > letters.length) continue
    put(at, mark.start, null)
    put(mark.start, mark.end, mark)
    at = mark.end
  }
  put(at, letters.length, null)
  return cuts
}
