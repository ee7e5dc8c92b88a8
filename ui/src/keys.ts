// Keys act where they are shown, and never while somebody types.
import { useEffect, useRef, useSyncExternalStore } from 'react'

export interface KeyAction {
  /** As in KeyboardEvent.key, with `mod+` for Ctrl or ⌘: `mod+Enter`, `r`, `ArrowDown`. */
  key: string
  /** What it does, in the person's language; without one it is not shown. */
  label?: string
  run: () => void
  when?: boolean
}

const mac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)
const shown: Record<string, string> = {
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': '␣',
}

/** A key as its keycap shows it. */
export function keycap(key: string): string {
  return key
    .split(/\+(?=.)/)
    .map((part) =>
      part === 'mod'
        ? mac
          ? '⌘'
          : 'Ctrl '
        : (shown[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    )
    .join('')
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=range])')
  )
}

function pressed(event: KeyboardEvent): string {
  const mod = (mac ? event.metaKey : event.ctrlKey) ? 'mod+' : ''
  return mod + (event.key.length === 1 ? event.key.toLowerCase() : event.key)
}

let registry: KeyAction[][] = []
const listeners = new Set<() => void>()
let snapshot: KeyAction[] = []
const publish = () => {
  snapshot = registry.flat().filter((action) => action.label && action.when !== false)
  listeners.forEach((listener) => listener())
}

function onKeyDown(event: KeyboardEvent) {
  if (event.isComposing || event.defaultPrevented || event.altKey) return
  const name = pressed(event)
  const typing = isTyping(event.target)
  // the newest screen first: a panel's keys cover those behind it
  for (const action of [...registry].reverse().flat()) {
    if (action.when === false || action.key.toLowerCase() !== name.toLowerCase()) continue
    if (typing && !name.startsWith('mod+') && !/^(Escape|F\d+)$/.test(event.key)) continue
    // buttons and links take Enter and Space themselves
    if (
      event.target instanceof HTMLElement &&
      event.target.closest('button, a, [role=option]') &&
      /^(Enter| )$/.test(event.key) &&
      !name.startsWith('mod+')
    )
      continue
    event.preventDefault()
    action.run()
    return
  }
}

/** Registers keys as long as the component stands. */
export function useKeys(actions: KeyAction[]) {
  const latest = useRef(actions)
  latest.current = actions
  const signature = actions.map((a) => `${a.key}:${a.label ?? ''}:${a.when !== false}`).join('|')
  useEffect(() => {
    const mine: KeyAction[] = latest.current.map((action, index) => ({
      ...action,
      run: () => latest.current[index]?.run(),
    }))
    if (registry.length === 0) addEventListener('keydown', onKeyDown)
    registry = [...registry, mine]
    publish()
    return () => {
      registry = registry.filter((entry) => entry !== mine)
      if (registry.length === 0) removeEventListener('keydown', onKeyDown)
      publish()
    }
  }, [signature])
}

/** All keys that act now, for the footer and the list of keys. */
export const useShownKeys = () =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => snapshot,
  )
