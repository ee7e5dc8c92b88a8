// The facts that copy rests on, each with one number for the whole draft, so that a chip means the same wherever it stands.
import type { FactRef, FieldReport, SentenceBasis } from '../../../backend/bindings'
import { useSay } from '../../../i18n'
import type { Place } from '../fields/values'

/** A sentence of the copy with the place that it stands in. */
export interface Sentence extends SentenceBasis, Place {}

/** The sentences of a report, as they are met in reading. */
export const sentencesOf = (report: FieldReport): Sentence[] =>
  report.bases.flatMap(({ field, part, sentences }) => sentences.map((one) => ({ ...one, field, part })))

/** The sentence around a place in the copy; at a border the one that ends there when none begins. */
export function sentenceAt(report: FieldReport, place: Place, at: number): Sentence | null {
  const here = sentencesOf(report).filter((one) => one.field === place.field && one.part === place.part)
  return here.find((one) => at >= one.start && at < one.end) ?? here.find((one) => at === one.end) ?? null
}

/** A fact that is named twice in a sentence is one fact. */
export const distinct = (facts: FactRef[]) =>
  facts.filter((fact, index) => facts.findIndex((other) => other.field === fact.field) === index)

/** Numbers from 1, in the order in which the sentences and then the claims name the facts. */
export function numbersOf(report: FieldReport): Map<string, number> {
  const numbers = new Map<string, number>()
  const named = [...sentencesOf(report), ...report.claims].flatMap((one) => one.facts)
  for (const { field } of named) if (!numbers.has(field)) numbers.set(field, numbers.size + 1)
  return numbers
}

const KNOWN = ['name', 'price', 'category', 'brand', 'tags', 'description'] as const

/** What a fact is called: an attribute by its own name, a field of the product in the interface's language. */
export function useFactName() {
  const { say } = useSay()
  return (field: string): string => {
    if (field.startsWith('attribute:')) return field.slice('attribute:'.length)
    if (field.startsWith('row:')) return say('claims.column', { name: field.slice('row:'.length) })
    if (field === 'sku') return say('field.sku')
    const known = KNOWN.find((one) => one === field)
    return known ? say(`products.${known}`) : field
  }
}
