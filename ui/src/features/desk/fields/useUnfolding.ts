import { useEffect, useRef, useState } from 'react'
import { fold, forget, pointAt, useIsOpen } from './pointed'

/** Whether a note is unfolded: by a press, while the keyboard is in it, or for its words. */
export function useUnfolding(note: string) {
  const [pinned, setPinned] = useState(false)
  const [within, setWithin] = useState(false)
  const forWords = useIsOpen(note)
  // a press brings the focus with it; what it does is the press's own business
  const pressing = useRef(false)
  useEffect(() => () => forget(note), [note])
  const isOpen = pinned || within || forWords
  return {
    isOpen,
    toggle: () => {
      setPinned(!isOpen)
      setWithin(false)
      fold(note)
    },
    onPointerDown: () => {
      pressing.current = true
    },
    onFocus: () => {
      if (!pressing.current) setWithin(true)
      pressing.current = false
      pointAt(note)
    },
    onClick: () => {
      pressing.current = false
    },
    onBlur: (event: React.FocusEvent<HTMLElement>) => {
      if (event.currentTarget.contains(event.relatedTarget)) return
      setWithin(false)
      pointAt(null)
    },
  }
}
