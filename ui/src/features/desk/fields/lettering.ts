// The letter that ties a note to its place in the text. No two notes of a field have the same, and none reads as two.

const LATIN = 'abcdefghijklmnopqrstuvwxyz'
// heavenly stems, then earthly branches: the two series in which a Chinese reader counts
const CHINESE = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'

/** A number in a ring, from 21 to 50; in brackets behind that. */
function ringed(number: number): string {
  if (number <= 35) return String.fromCodePoint(0x3251 + number - 21)
  return number <= 50 ? String.fromCodePoint(0x32b1 + number - 36) : `(${number})`
}

/** The letter of a note by its index: a … z, aa, ab …; 甲 … 癸, 子 … 亥, ㉓ …. */
export function letter(index: number, language: string): string {
  if (language.startsWith('zh')) return CHINESE[index] ?? ringed(index + 1)
  const before = Math.floor(index / LATIN.length)
  return (before > 0 ? letter(before - 1, language) : '') + LATIN[index % LATIN.length]!
}
