// How campaigns stand, ten times a second. Kept outside the screens: going elsewhere loses nothing, and only what shows a
// number is drawn again when it changes.
import { useRef, useSyncExternalStore } from 'react'
import type { Backend } from './backend'
import type { DeskEvent, LiveDraft, Problem, RunProgress, RunState, RunView } from './bindings'

export interface Standing {
  progress: RunProgress
  /** A few drafts that are being written, oldest first. */
  live: LiveDraft[]
  /** What kept it from being written down when it came to rest. */
  problem: Problem | null
}

export interface Campaigns {
  standing: ReadonlyMap<string, Standing>
  /** Runs that go on while the person wants to close the window; null when nobody asks. */
  closing: string[] | null
}

export const nothing: Campaigns = { standing: new Map(), closing: null }

/** The next state after an event. */
export function follow(state: Campaigns, event: DeskEvent): Campaigns {
  switch (event.kind) {
    case 'campaign_progress': {
      const { progress, live } = event
      return stand(state, { progress, live, problem: null })
    }
    case 'campaign_rest': {
      const { progress, problem } = event
      return stand(state, { progress, live: [], problem })
    }
    case 'close_asked':
      return { ...state, closing: event.runs }
    default:
      return state
  }
}

const stand = (state: Campaigns, one: Standing): Campaigns => ({
  ...state,
  standing: new Map(state.standing).set(one.progress.run, one),
})

/** Cells that are not waiting or under way any more. */
export const ended = ({ done, failed, unknown, cancelled }: RunProgress) =>
  done + failed + unknown + cancelled

/** Whether a run goes on, or waits for a person to go on. */
export const standsOpen = (state: RunState) =>
  state === 'running' || state === 'pausing' || state === 'paused'
/** Whether a run sends or finishes requests now. */
export const goesOn = (state: RunState) => state === 'running' || state === 'pausing'

let state = nothing
const listeners = new Set<() => void>()
const set = (changed: Campaigns) => {
  if (changed === state) return
  state = changed
  listeners.forEach((listener) => listener())
}
const subscribe = (changed: () => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

export const attachCampaigns = (backend: Backend) => backend.listen((event) => set(follow(state, event)))

/** What was told of a run is old: it is about to be started again. */
export function forget(run: string) {
  const standing = new Map(state.standing)
  if (standing.delete(run)) set({ ...state, standing })
}
/** An answer to a request; events that came before it are newer. */
export function answered(progress: RunProgress) {
  if (!state.standing.has(progress.run)) set(stand(state, { progress, live: [], problem: null }))
}
/** Whether this process tells how a run stands; another one's is only read. */
export const isTold = (run: string) => state.standing.has(run)
/** The window stays open. */
export const stay = () => set({ ...state, closing: null })
export const useClosing = () => useSyncExternalStore(subscribe, () => state.closing)

/** A part of how a run stands, as last told; drawn again only when that part changes. */
export function useStanding<T>(run: string, select: (one: Standing | undefined) => T): T {
  const last = useRef<T>(undefined)
  return useSyncExternalStore(subscribe, () => {
    const next = select(state.standing.get(run))
    if (!same(last.current, next)) last.current = next
    return last.current as T
  })
}

/** Equal values, or objects whose values are the same one by one. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [Object.entries(a), Object.entries(b)]
  return (
    left.length === right.length &&
    left.every(([key, value]) => Object.is(value, (b as Record<string, unknown>)[key]))
  )
}

/** How a run stands: as last told, else as it was read. */
export const useProgress = (view: RunView): RunProgress =>
  useStanding(view.progress.run, (one) => one?.progress ?? view.progress)

/** A part of how a run stands. */
export const useProgressOf = <T>(view: RunView, select: (progress: RunProgress) => T): T =>
  useStanding(view.progress.run, (one) => select(one?.progress ?? view.progress))

/** All runs as last told, for the few that ask at once. */
export const useStandings = (runs: string[]): Standing[] => {
  const last = useRef<Standing[]>([])
  return useSyncExternalStore(subscribe, () => {
    const next = runs.map((run) => state.standing.get(run)).filter((one) => one !== undefined)
    if (next.length !== last.current.length || next.some((one, at) => one !== last.current[at]))
      last.current = next
    return last.current
  })
}
