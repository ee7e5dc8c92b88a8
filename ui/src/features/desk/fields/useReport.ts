import { useEffect, useState } from 'react'
import type { DraftView, FieldReport } from '../../../backend/bindings'
import { useBackend } from '../../../backend/context'
import { same, type Values } from './values'

/** After this pause in typing the words are measured and checked. */
export const CHECK_PAUSE = 150

/** What was measured and found in the fields as they stand, saved or not. A check that fails leaves the last one. */
export function useReport(view: DraftView, values: Values): FieldReport {
  const backend = useBackend()
  const { id, fields, text } = view.draft
  const [latest, setLatest] = useState(view.report)
  const isSaved = same(values, fields ?? {})
  useEffect(() => {
    if (isSaved) setLatest(view.report)
  }, [isSaved, view.report])
  useEffect(() => {
    if (isSaved) return
    let wanted = true
    const timer = setTimeout(() => {
      backend.draftCheck({ draft: id, fields: values, text }).then(
        (report) => wanted && setLatest(report),
        () => {},
      )
    }, CHECK_PAUSE)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
    // the text follows from the fields
  }, [values, isSaved, id, backend]) // oxlint-disable-line
  return isSaved ? view.report : latest
}
