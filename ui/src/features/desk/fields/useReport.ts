import { useEffect, useState } from 'react'
import type { CheckRequest, DraftView, FieldReport } from '../../../backend/bindings'
import { useBackend } from '../../../backend/context'

/** After this pause in typing the words are measured and checked. */
export const CHECK_PAUSE = 150

/** What was measured and found in the words as they stand, saved or not. A check that fails leaves the last one. */
export function useReport(
  view: DraftView,
  { fields, text }: Omit<CheckRequest, 'draft'>,
  isSaved: boolean,
): FieldReport {
  const backend = useBackend()
  const { id } = view.draft
  const [latest, setLatest] = useState(view.report)
  useEffect(() => {
    if (isSaved) setLatest(view.report)
  }, [isSaved, view.report])
  useEffect(() => {
    if (isSaved) return
    let wanted = true
    const timer = setTimeout(() => {
      backend.draftCheck({ draft: id, fields, text }).then(
        (report) => wanted && setLatest(report),
        () => {},
      )
    }, CHECK_PAUSE)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [fields, text, isSaved, id, backend])
  return isSaved ? view.report : latest
}
