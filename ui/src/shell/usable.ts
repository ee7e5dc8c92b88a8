import { useEffect } from 'react'

/** Marks the time at which the first screen can be used, once: `make bench` compares it with an empty window's. */
export function useUsable(ready: boolean) {
  useEffect(() => {
    if (ready && performance.getEntriesByName('usable').length === 0) performance.mark('usable')
  }, [ready])
}
