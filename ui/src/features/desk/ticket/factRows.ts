// The facts of the product as the ticket shows them.
import type { DraftView } from '../../../backend/bindings'
import type { Key } from '../../../i18n'

export interface FactRow {
  /** What the rest of the desk calls it: a field of the product, or an attribute's own name. */
  field: string
  /** Its name in the interface's language; none for an attribute. */
  label: Key | null
  value: string
  /** As it is now; empty when it was taken out, undefined when the product is gone. */
  today: string | undefined
}

/** Facts as drafted, each with what it is now. What had no value then has no row. */
export function factsOf({ draft, product_now: now }: DraftView): FactRow[] {
  const { product } = draft.provenance
  const price = (of: { price: string; currency: string }) => `${of.price} ${of.currency}`.trim()
  const rows: FactRow[] = [
    { field: 'sku', label: 'field.sku', value: product.sku, today: now?.sku },
    { field: 'price', label: 'products.price', value: price(product), today: now ? price(now) : undefined },
    { field: 'category', label: 'products.category', value: product.category, today: now?.category },
    { field: 'brand', label: 'products.brand', value: product.brand, today: now?.brand },
    ...product.attributes.map((fact) => ({
      field: fact.name,
      label: null,
      value: fact.value,
      today: now ? (now.attributes.find((other) => other.name === fact.name)?.value ?? '') : undefined,
    })),
  ]
  return rows.filter(({ value }) => value)
}

export const isChanged = ({ value, today }: FactRow) => today !== undefined && today !== value
