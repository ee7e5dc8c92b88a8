import { useEffect } from 'react'
import type { Draft, FieldReport } from '../../../backend/bindings'
import { bans, unwaived } from './finding'

/** How much stands in the way of approval. */
export interface Found {
  draft: string
  bans: number
  /** Cautions that nobody waived. */
  open: number
}

export const foundIn = ({ id, waivers }: Draft, { findings }: FieldReport): Found => ({
  draft: id,
  bans: bans(findings).length,
  open: unwaived(findings, waivers).length,
})

/** Tells what stands in the way of approval, as it is typed. */
export function useFound(draft: Draft, report: FieldReport, onFound: (found: Found) => void) {
  const { bans: banned, open } = foundIn(draft, report)
  useEffect(() => onFound({ draft: draft.id, bans: banned, open }), [draft.id, banned, open, onFound])
}
