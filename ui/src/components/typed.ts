import { useState } from 'react'

/** What was typed and not saved, by record: going elsewhere and coming back loses nothing. */
export function useTyped<T>(kept: Map<string, T>, key: string, before: T) {
  const [, redraw] = useState(0)
  const fields = kept.get(key) ?? before
  return {
    fields,
    changed: JSON.stringify(fields) !== JSON.stringify(before),
    set: (change: Partial<T>) => {
      kept.set(key, { ...(kept.get(key) ?? before), ...change })
      redraw((n) => n + 1)
    },
    forget: () => {
      kept.delete(key)
      redraw((n) => n + 1)
    },
  }
}
