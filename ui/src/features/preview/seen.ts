// What a preview shows, and how its parts read it.
import { createContext, useContext } from 'react'
import type { Channel, FieldReport, FieldValue, Turn } from '../../backend/bindings'

export interface Seen {
  channel: Channel
  fields: Record<string, FieldValue>
  report: FieldReport
  /** Of the copy, as a BCP 47 tag. */
  language: string
  draftId: string
  product: { name: string; brand: string; price: string; currency: string; sku: string }
}

export const SeenContext = createContext<Seen | null>(null)

export function useSeen(): Seen {
  const seen = useContext(SeenContext)
  if (!seen) throw new Error('no copy to show: wrap the tree in SeenContext')
  return seen
}

const isTurn = (value: string | Turn): value is Turn => typeof value !== 'string'

export function textOf(fields: Seen['fields'], id: string): string {
  const value = fields[id] ?? ''
  if (typeof value === 'string') return value
  return value.map((one) => (isTurn(one) ? one.text : one)).join('\n')
}

/** Entries of a list. A text in its place is one that a person has not divided yet: a line an entry. */
export function listOf(fields: Seen['fields'], id: string): string[] {
  const value = fields[id] ?? []
  if (typeof value === 'string') return value.split('\n').filter((line) => line.trim())
  return value.map((one) => (isTurn(one) ? one.text : one))
}

export function turnsOf(fields: Seen['fields'], id: string): Turn[] {
  const value = fields[id] ?? []
  return typeof value === 'string' ? [] : value.filter(isTurn)
}

/** A field that is put together of others, joined as the backend does: its places count the same characters. */
export function composed(channel: Channel, fields: Seen['fields'], id: string): string {
  const parts = channel.fields.find((field) => field.id === id)?.composed_of ?? []
  return parts
    .map((part) => (Array.isArray(fields[part]) ? listOf(fields, part).join(' ') : textOf(fields, part)))
    .filter((text) => text.trim())
    .join('\n\n')
}

/** A price as its shop shows it; as it stands where it is no amount of a known currency. */
export function priceOf({ price, currency }: Seen['product'], language: string): string {
  const amount = Number(price)
  const digits = price.split('.')[1]?.length ?? 0
  if (price.trim() && Number.isFinite(amount) && /^[A-Z]{3}$/.test(currency))
    return new Intl.NumberFormat(language || 'en', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: Math.min(digits, 4),
      maximumFractionDigits: Math.min(digits, 4),
    }).format(amount)
  return [price, currency].filter(Boolean).join(' ')
}
