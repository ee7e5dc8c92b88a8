import { useEffect } from 'react'
import type { Draft, FieldReport } from '../../../backend/bindings'
import { grouped, openIn } from './grouping'

/** How many notes stand in the way of approval: as a person counts them in the margin. */
export interface Found {
  draft: string
  bans: number
  /** Cautions that nobody waived. */
  open: number
}

export function foundIn({ id, waivers }: Draft, { findings }: FieldReport): Found {
  const groups = grouped(findings)
  return {
    draft: id,
    bans: groups.filter(({ level }) => level === 'ban').length,
    open: groups.filter((group) => openIn(group, waivers).length > 0).length,
  }
}

/** Tells what stands in the way of approval, as it is typed. */
export function useFound(draft: Draft, report: FieldReport, onFound: (found: Found) => void) {
  const { bans, open } = foundIn(draft, report)
  useEffect(() => onFound({ draft: draft.id, bans, open }), [draft.id, bans, open, onFound])
}
