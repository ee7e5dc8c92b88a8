// The address is the hash: `#/desk/ID?key=value`. Small enough to be ours, and it survives a reload.
import { useSyncExternalStore } from 'react'

export const SCREENS = [
  'desk',
  'compare',
  'campaigns',
  'products',
  'profiles',
  'briefs',
  'export',
  'settings',
  'import',
] as const
export type Screen = (typeof SCREENS)[number]

export interface Route {
  screen: Screen
  id: string | null
  params: URLSearchParams
}

export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [screen, id] = path.split('/')
  const known = SCREENS.find((name) => name === screen) ?? 'desk'
  return { screen: known, id: id ? decodeURIComponent(id) : null, params: new URLSearchParams(query) }
}

export function go(screen: Screen, id?: string | null, params?: Record<string, string>) {
  const query = params ? `?${new URLSearchParams(params).toString()}` : ''
  location.hash = `#/${screen}${id ? `/${encodeURIComponent(id)}` : ''}${query}`
}

const subscribe = (changed: () => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return parse(hash)
}
