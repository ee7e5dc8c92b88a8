import { useEffect, useState } from 'react'
import type { Pick, Recommended } from '../../backend/bindings'
import { rowId, type Subject } from './usePitch'

/** A message over more products than this is a list, and one product is no choice. */
export const FEWEST = 2
export const MOST = 6

const focus = (id: string | null | undefined) =>
  requestAnimationFrame(() => document.getElementById(`pitch-${id}`)?.focus())

/** Where the person stands in the rows, what is chosen, and in which order. */
export function useRows(
  subject: Subject,
  rows: Recommended[],
  excluded: Recommended[],
  onPick: (row: Recommended, pick: Pick | null) => void,
) {
  const [open, setOpen] = useState(false)
  const [stands, setAt] = useState<string | null>(null)
  const [marked, setMarked] = useState<string[]>([])
  const shown = open ? [...rows, ...excluded] : rows
  const ids = shown.map((row) => rowId(subject, row))
  const at = stands !== null && ids.includes(stands) ? stands : (ids[0] ?? null)
  // in the order of the table, which is the order of the message
  const chosen = ids.filter((id, index) => marked.includes(id) && shown[index]!.pick !== 'excluded')
  const choose = (id: string) =>
    setMarked(marked.includes(id) ? marked.filter((one) => one !== id) : [...marked, id])
  const order = ids.join()
  // a row that moves to its new place loses the focus on the way
  useEffect(() => {
    if (stands !== null && document.activeElement === document.body) focus(at)
  }, [order]) // oxlint-disable-line
  const move = (step: number) => {
    const next = ids[Math.min(Math.max(ids.indexOf(at ?? '') + step, 0), ids.length - 1)]
    if (next === undefined) return
    setAt(next)
    focus(next)
  }
  const pick = (row: Recommended, next: Pick | null) => {
    const id = rowId(subject, row)
    // an excluded row leaves: the one that follows it is the next to decide on
    if (next === 'excluded' && !open) {
      const index = ids.indexOf(id)
      const follows = ids[index + 1] ?? ids[index - 1]
      setAt(follows ?? null)
      focus(follows)
    } else focus(id)
    setMarked(next === 'excluded' ? marked.filter((one) => one !== id) : marked)
    onPick(row, next)
  }
  const current = shown.find((row) => rowId(subject, row) === at)
  const toggle = (wanted: Pick) => {
    if (current) pick(current, current.pick === wanted ? null : wanted)
  }
  return { open, setOpen, at, setAt, chosen, choose, move, pick, toggle, current }
}
