/** Calls at once, then at most every so many milliseconds; the last call is never lost, only late. */
export function spaced(millis: number, call: () => void, now = () => Date.now()) {
  let last = -Infinity
  let waiting: ReturnType<typeof setTimeout> | undefined
  const run = () => {
    waiting = undefined
    last = now()
    call()
  }
  const ask = () => {
    if (waiting !== undefined) return
    const left = last + millis - now()
    if (left <= 0) run()
    else waiting = setTimeout(run, left)
  }
  /** What waits is not called any more. */
  ask.forget = () => {
    clearTimeout(waiting)
    waiting = undefined
  }
  return ask
}
