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
  waive: (findings: Finding[], reason: string) => Promise<boolean>
  withdraw: (findings: Finding[]) => Promise<boolean>
}

/** A rule that marks the same words twice is named once. */
function placesOf(findings: Finding[]): FindingPlace[] {
  const places = findings.map(({ rule, field, text }) => ({ rule, field, text }))
  return places.filter(
    ({ rule, field, text }, index) =>
      places.findIndex((one) => one.rule === rule && one.field === field && one.text === text) === index,
  )
}

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
      waive: (findings, reason) => after(() => backend.draftWaive(id, placesOf(findings), reason)),
      withdraw: (findings) => after(() => backend.draftWaiverWithdraw(id, placesOf(findings))),
    }
  }, [backend, flush, id, waivers, state])
}
