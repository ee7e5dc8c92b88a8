import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftView } from '../../../backend/bindings'
import { useBackend } from '../../../backend/context'
import { useRefresh } from '../../../backend/queries'
import { Saver, type SaveState } from '../saver'
import { same, tidied, type Values } from './values'

interface Sitting {
  view: DraftView
  editing: boolean
  onSaved: (view: DraftView) => void
  flush: React.RefObject<(() => Promise<boolean>) | null>
}

const nothing: Values = {}

/** The fields as they stand in the editor, and their way into the store: one sitting of typing is one revision. */
export function useSitting({ view, editing, onSaved, flush }: Sitting) {
  const backend = useBackend()
  const refresh = useRefresh()
  const id = view.draft.id
  const [values, setValues] = useState<Values>(view.draft.fields ?? nothing)
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null })
  const newest = useRef(values)
  const edit = useRef('')
  const saver = useRef<Saver<Values> | null>(null)
  const told = useRef(onSaved)
  told.current = onSaved
  const lists = () => refresh('drafts', 'workspace', 'products', 'compare')

  useEffect(() => {
    edit.current = crypto.randomUUID()
    const mine = new Saver<Values>(
      (latest) => backend.draftSaveFields(id, edit.current, latest),
      (next, saved) => {
        setState(next)
        if (saved) told.current(saved)
      },
    )
    saver.current = mine
    flush.current = () => mine.flush()
    return () => {
      if (mine.pending) void mine.flush().then(lists)
      flush.current = null
    }
    // a sitting belongs to one draft
  }, [id, backend]) // oxlint-disable-line

  const put = useCallback((next: Values) => {
    newest.current = next
    setValues(next)
  }, [])
  useEffect(() => {
    if (!editing && !saver.current?.pending) put(view.draft.fields ?? nothing)
  }, [view.draft.fields, editing, put])

  const change = useCallback(
    (next: Values) => {
      put(next)
      saver.current?.type(next)
    },
    [put],
  )
  // coming to the editor begins a sitting, leaving it ends it
  useEffect(() => {
    if (!editing) return
    edit.current = crypto.randomUUID()
    return () => {
      const tidy = tidied(newest.current)
      if (!same(tidy, newest.current)) change(tidy)
      void saver.current?.flush().then(lists)
    }
  }, [editing, id]) // oxlint-disable-line

  /** Takes a suggestion as a revision of its own, so that the history can take it back alone. */
  const accept = async (next: Values) => {
    await saver.current?.flush()
    edit.current = crypto.randomUUID()
    change(next)
    await saver.current?.flush()
    edit.current = crypto.randomUUID()
    lists()
  }
  const settle = useCallback(async () => void (await saver.current?.flush()), [])
  return { values, newest, state, change, accept, settle }
}
