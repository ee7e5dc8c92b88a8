// The sentence whose facts are lit. The galley sets it, the ticket beside it shows it.
import { useSyncExternalStore } from 'react'
import type { Sentence } from './facts'

export interface Lit {
  draft: string
  sentence: Sentence
  /** The number of every fact of the draft, by its field. */
  numbers: Map<string, number>
}

let current: Lit | null = null
const listeners = new Set<() => void>()

export function light(next: Lit | null) {
  if (next === current) return
  current = next
  listeners.forEach((listener) => listener())
}
const listen = (changed: () => void) => {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** The lit sentence of a draft. */
export function useLit(draft: string): Lit | null {
  const lit = useSyncExternalStore(listen, () => current)
  return lit?.draft === draft ? lit : null
}
