// What a screen is about, said in the header: a campaign's name instead of the place's.
import { useLayoutEffect, useSyncExternalStore } from 'react'

export interface Title {
  name: string
  detail: string
}

let current: Title | null = null
const listeners = new Set<() => void>()
const set = (next: Title | null) => {
  current = next
  listeners.forEach((listener) => listener())
}

/** Names the screen as long as it stands. */
export function useNamedScreen(name: string, detail: string) {
  useLayoutEffect(() => set({ name, detail }), [name, detail])
  useLayoutEffect(() => () => set(null), [])
}

export const useTitle = () =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => current,
  )
