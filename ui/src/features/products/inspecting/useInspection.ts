import { useState } from 'react'
import type { Finding, ProductFields } from '../../../backend/bindings'
import { useBackend } from '../../../backend/context'
import { useWhileTyping } from '../../../components/useWhileTyping'
import { textOf, without } from './spots'

const NONE: Finding[] = []

export interface Inspection {
  fields: ProductFields
  /** What is hostile in the fields as they stand. */
  findings: Finding[]
  /** Whether something was taken out. */
  taken: boolean
  takeOut: (findings: Finding[]) => void
}

/** Looks for hostile text in a product while it is typed. */
export function useInspection(
  fields: ProductFields | null,
  change: (change: Partial<ProductFields>) => void,
): Inspection | null {
  const backend = useBackend()
  const found = useWhileTyping(fields, (typed) => backend.productInspect(typed), NONE)
  const [taken, setTaken] = useState(false)
  if (!fields) return null
  return {
    fields,
    // words that were deleted since are said no more
    findings: found.filter((finding) => textOf(fields, finding) !== null),
    taken,
    takeOut: (findings) => {
      change(without(fields, findings))
      setTaken(true)
    },
  }
}
