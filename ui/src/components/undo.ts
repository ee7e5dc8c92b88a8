// One line at the foot of the window that takes the last deletion back.
import { useSyncExternalStore } from 'react'

export interface Undo {
  sentence: string
  undo: () => Promise<void>
}

let current: Undo | null = null
const listeners = new Set<() => void>()
const set = (next: Undo | null) => {
  current = next
  listeners.forEach((listener) => listener())
}

/** Offers to take something back; the next thing that can be taken back replaces it. */
export const offerUndo = (undo: Undo) => set(undo)
export const dismissUndo = () => set(null)
export const useUndo = () =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => current,
  )
