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

const UNIT = 1e9
const coin = (amount: number, currency: string, language: Language, digits: number) => {
  try {
    return amount.toLocaleString(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
  } catch {
    // a code that nobody knows is still said
    return `${amount.toFixed(digits)} ${currency}`
  }
}
/** Two digits after the point, more where a sum would look like nothing. */
const digitsOf = (amount: number) =>
  amount === 0 || amount >= 0.1 ? 2 : Math.min(9, 1 - Math.floor(Math.log10(amount)))

/** "$0.78", "$0.0021"; billionths of the currency's unit in. */
export const money = (nano: number, currency: string, language: Language) =>
  coin(nano / UNIT, currency, language, digitsOf(nano / UNIT))

/** "$1.12 – $1.61", both to the same digit. */
export function moneyRange(low: number, high: number, currency: string, language: Language): string {
  const digits = Math.max(digitsOf(low / UNIT), digitsOf(high / UNIT))
  const [from, to] = [low, high].map((nano) => coin(nano / UNIT, currency, language, digits))
  return from === to ? to! : `${from} – ${to}`
}

export const numberRange = (low: number, high: number, language: Language) =>
  low === high ? number(low, language) : `${number(low, language)} – ${number(high, language)}`

type Span = [amount: number, unit: 'second' | 'minute' | 'hour' | 'day']
/** A time as people say it: seconds below a minute and a half, minutes below an hour and a half, and so on. */
function span(seconds: number): Span {
  if (seconds < 90) return [Math.round(seconds), 'second']
  if (seconds < 90 * 60) return [Math.round(seconds / 60), 'minute']
  const hours = seconds / 3600
  if (hours < 36) return [hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours), 'hour']
  return [Math.round(hours / 24), 'day']
}
const spoken = ([amount, unit]: Span, language: Language) =>
  amount.toLocaleString(language, { style: 'unit', unit, unitDisplay: 'short' })

/** "45 sec", "5 min", "2.5 hr"; "5分钟" in Chinese. */
export const duration = (seconds: number, language: Language) => spoken(span(seconds), language)

/** "9 – 14 min", "40 sec – 3 min". */
export function durationRange(low: number, high: number, language: Language): string {
  const [from, to] = [span(low), span(high)]
  if (from[0] === to[0] && from[1] === to[1]) return spoken(to, language)
  return from[1] === to[1]
    ? `${number(from[0], language)} – ${spoken(to, language)}`
    : `${spoken(from, language)} – ${spoken(to, language)}`
}

/** Sentences one after another: Chinese has no space between them. */
export const sentences = (language: Language, ...said: (string | false | null | undefined)[]) =>
  said.filter(Boolean).join(language === 'zh-CN' ? '' : ' ')

/** A BCP 47 tag by its name: "German", "德语"; as it is where it has none. */
export function languageName(tag: string, language: Language): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
