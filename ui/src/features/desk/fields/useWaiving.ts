import { useMemo, useRef } from 'react'
import type { DraftView, Finding, FindingPlace, Waiver } from '../../../backend/bindings'
import { useBackend } from '../../../backend/context'
import { useRefresh } from '../../../backend/queries'

/** What a person may do about the findings of a saved draft. */
export interface Waiving {
  waivers: Waiver[]
  /** An approval rests on the waivers: taking one back reopens the draft. */
  isApproved: boolean
  /** Rejects with a problem; false while the words that are seen cannot be saved, which the head says. */
  waive: (finding: Finding, reason: string) => Promise<boolean>
  withdraw: (finding: Finding) => Promise<boolean>
}

const placeOf = ({ rule, field, text }: Finding): FindingPlace => ({ rule, field, text })

/** Waives and takes back, once the words that are seen are saved. */
export function useWaiving(
  view: DraftView,
  flush: React.RefObject<(() => Promise<boolean>) | null>,
  onSaved: (view: DraftView) => void,
): Waiving {
  const backend = useBackend()
  const refresh = useRefresh()
  const { id, waivers, state } = view.draft
  const latest = useRef({ onSaved, refresh })
  latest.current = { onSaved, refresh }
  return useMemo(() => {
    const after = async (act: () => Promise<DraftView>) => {
      if ((await flush.current?.()) === false) return false
      latest.current.onSaved(await act())
      latest.current.refresh('drafts', 'workspace', 'products', 'compare', 'ledger')
      return true
    }
    return {
      waivers,
      isApproved: state === 'approved',
      waive: (finding, reason) => after(() => backend.draftWaive(id, placeOf(finding), reason)),
      withdraw: (finding) => after(() => backend.draftWaiverWithdraw(id, placeOf(finding))),
    }
  }, [backend, flush, id, waivers, state])
}
