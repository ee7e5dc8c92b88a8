// Which note a person points at: the words light where a note is pointed at, and a note opens where its words are.
import { useSyncExternalStore } from 'react'

interface Pointing {
  /** The note whose words are lit. */
  lit: string | null
  /** The note that is open for its words: until others are pointed at, so that nothing moves under the pointer. */
  open: string | null
}

/** Words that a pointer only passes over open nothing, in milliseconds. */
export const REST = 160

let current: Pointing = { lit: null, open: null }
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
function set(next: Partial<Pointing>) {
  current = { ...current, ...next }
  listeners.forEach((listener) => listener())
}
const listen = (changed: () => void) => {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** The pointer came to a note, or the focus did; null when it left. */
export const pointAt = (note: string | null) => set({ lit: note })
/** The pointer rests on words; null when it left them. */
export function restOn(note: string | null) {
  clearTimeout(timer)
  if (note === null) set({ lit: null })
  else timer = setTimeout(() => set({ lit: note, open: note }), REST)
}
/** Folds the note that is open for its words. */
export const fold = (note: string) => {
  if (current.open === note) set({ open: null })
}
/** A note that is gone is pointed at no more. */
export const forget = (note: string) => {
  fold(note)
  if (current.lit === note) set({ lit: null })
}

export const useIsLit = (notes: string[]) =>
  useSyncExternalStore(listen, () => current.lit !== null && notes.includes(current.lit))
export const useIsOpen = (note: string) => useSyncExternalStore(listen, () => current.open === note)
