import { useEffect, useRef, useState } from 'react'

/** After this pause in typing a value is asked about, in milliseconds. */
const PAUSE = 150

/**
 * What the backend says about a value as it is typed. An answer that is late or fails leaves the last one.
 */
export function useWhileTyping<V, T>(value: V | null, ask: (value: V) => Promise<T>, none: T): T {
  const [latest, setLatest] = useState(none)
  const asking = useRef(ask)
  asking.current = ask
  useEffect(() => {
    if (value === null) return
    let wanted = true
    const timer = setTimeout(() => {
      asking.current(value).then(
        (answer) => wanted && setLatest(answer),
        () => {},
      )
    }, PAUSE)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [value])
  return latest
}
