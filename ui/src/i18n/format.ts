// Dates and numbers as the interface's language writes them.
import type { Language } from './index'

const same = (a: Date, b: Date) => a.toDateString() === b.toDateString()

/** "10:43" today, "23 Nov 10:43" or "11月23日 10:43" before. */
export function when(iso: string, language: Language, now = new Date()): string {
  const date = new Date(iso)
  const time = date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false })
  if (same(date, now)) return time
  const locale = language === 'en' ? 'en-GB' : language
  const day = date.toLocaleDateString(locale, { day: 'numeric', month: 'short' })
  return `${day} ${time}`
}

export const number = (value: number, language: Language) => value.toLocaleString(language)

export function bytes(value: number, language: Language): string {
  const [amount, unit] =
    value >= 1e9 ? [value / 1e9, 'GB'] : value >= 1e6 ? [value / 1e6, 'MB'] : [value / 1e3, 'kB']
  return `${amount.toLocaleString(language, { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** Characters as a person counts them. */
export const characters = (text: string) => Array.from(segmenter.segment(text)).length
