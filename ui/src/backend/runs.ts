// What is being written now: words that stream in, and what failed. Kept outside the screens, so that going elsewhere
// loses none of it.
import { useSyncExternalStore } from 'react'
import type { Backend } from './backend'
import type { DeskEvent, Problem } from './bindings'

export interface Writing {
  draft: string
  run: string
  product: string
  productName: string
  profileName: string | null
  variant: number
  text: string
  problem: Problem | null
}

export interface Runs {
  /** Drafts under way and those that failed, oldest first. */
  writing: Writing[]
  /** Runs under way: drafts asked for and drafts that have ended. */
  runs: { run: string; drafts: number; ended: number }[]
  /** The draft that was finished last, and its run. */
  last: { draft: string; run: string } | null
}

export const nothing: Runs = { writing: [], runs: [], last: null }

/** The next state after an event. */
export function next(state: Runs, event: DeskEvent): Runs {
  const ended = (run: string) =>
    state.runs.map((one) => (one.run === run ? { ...one, ended: one.ended + 1 } : one))
  switch (event.kind) {
    case 'run_started':
      return { ...state, runs: [...state.runs, { run: event.run, drafts: event.drafts, ended: 0 }] }
    case 'draft_started': {
      const { draft, run, product, product_name, profile_name, variant } = event
      const fresh = {
        draft,
        run,
        product,
        productName: product_name,
        profileName: profile_name,
        variant,
        text: '',
        problem: null,
      }
      return { ...state, writing: [...state.writing, fresh] }
    }
    case 'text':
      return {
        ...state,
        writing: state.writing.map((one) =>
          one.draft === event.draft ? { ...one, text: one.text + event.text } : one,
        ),
      }
    case 'draft_done':
      return {
        writing: state.writing.filter((one) => one.draft !== event.draft.id),
        runs: ended(event.run),
        last: { draft: event.draft.id, run: event.run },
      }
    case 'draft_failed': {
      const known = state.writing.some((one) => one.draft === event.draft)
      const failed = {
        draft: event.draft,
        run: event.run,
        product: event.product,
        productName: '',
        profileName: null,
        variant: 1,
        text: '',
        problem: event.problem,
      }
      const writing = known
        ? state.writing.map((one) => (one.draft === event.draft ? { ...one, problem: event.problem } : one))
        : [...state.writing, failed]
      return { ...state, writing, runs: ended(event.run) }
    }
    // a campaign's drafts are written without being watched: its screen shows how it stands
    case 'campaign_progress':
    case 'campaign_rest':
    case 'close_asked':
    case 'approvals_fell':
    // these answer to the place that asked: an editor, the bench
    case 'suggestion_text':
    case 'suggestion_done':
    case 'suggestion_failed':
    case 'trial_done':
    case 'trial_failed':
      return state
    case 'run_done':
      return {
        ...state,
        runs: state.runs.filter((one) => one.run !== event.run),
        writing: state.writing.filter((one) => one.run !== event.run || one.problem),
      }
  }
}

let state = nothing
const listeners = new Set<() => void>()
const set = (changed: Runs) => {
  state = changed
  listeners.forEach((listener) => listener())
}

export const attachRuns = (backend: Backend) => backend.listen((event) => set(next(state, event)))
export const dismissFailed = (draft: string) =>
  set({ ...state, writing: state.writing.filter((one) => one.draft !== draft) })
export const useRuns = () =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => state,
  )
