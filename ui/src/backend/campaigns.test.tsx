import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { DeskEvent, LiveDraft, RunProgress } from './bindings'
import { answered, attachCampaigns, follow, forget, nothing, useStanding } from './campaigns'
import { spaced } from './spaced'
import { twin } from './twin'

afterEach(cleanup)

const progress = (changes: Partial<RunProgress> = {}): RunProgress => ({
  run: 'r',
  state: 'running',
  pause: null,
  cells: 10,
  done: 0,
  failed: 0,
  unknown: 0,
  cancelled: 0,
  in_flight: 2,
  pace: 2,
  attempts: 0,
  tokens: 0,
  cost: null,
  per_minute: null,
  seconds_left: null,
  batches: null,
  ...changes,
})
const goes = (changes: Partial<RunProgress>, live: LiveDraft[] = []): DeskEvent => ({
  kind: 'campaign_progress',
  progress: progress(changes),
  live,
})
const words = { cell: 1, product_name: 'Mug', profile_name: null, brief_name: 'Copy', text: 'Warm' }

test('each run keeps what was told of it last, and the words of a run at rest go', () => {
  const problem = { code: 'full', message: 'full', params: {}, words: null, fields: [] }
  const events: DeskEvent[] = [
    goes({ done: 1 }, [words]),
    goes({ run: 'other', done: 7 }),
    { kind: 'campaign_rest', progress: progress({ state: 'paused', done: 2 }), problem },
    { kind: 'close_asked', runs: ['other'] },
  ]
  const state = events.reduce(follow, nothing)
  expect(state.standing.get('r')).toMatchObject({ progress: { done: 2 }, live: [], problem })
  expect(state.standing.get('other')?.progress.done).toBe(7)
  expect(state.closing).toEqual(['other'])
  expect(follow(state, { kind: 'run_started', run: 'x', drafts: 1 })).toBe(state)
})

test('only what shows a number is drawn again, and an old answer does not undo an event', () => {
  const { backend, tell } = twin({})
  const stop = attachCampaigns(backend)
  const drawn = vi.fn()
  function Done() {
    const part = useStanding('r', (one) => ({ done: one?.progress.done ?? 0 }))
    drawn()
    return <p>{part.done}</p>
  }
  render(<Done />)
  act(() => tell(goes({ done: 3 })))
  act(() => tell(goes({ done: 3, tokens: 900 }, [words])))
  act(() => tell(goes({ run: 'other', done: 5 })))
  expect(screen.getByText('3')).toBeTruthy()
  expect(drawn).toHaveBeenCalledTimes(2)
  act(() => answered(progress({ done: 0 })))
  expect(screen.getByText('3')).toBeTruthy()
  act(() => forget('r'))
  act(() => answered(progress({ done: 4 })))
  expect(screen.getByText('4')).toBeTruthy()
  stop()
})

test('what comes often is done at once and then at most once in a while, the last of it late', () => {
  vi.useFakeTimers()
  const call = vi.fn()
  const ask = spaced(1000, call)
  for (let n = 0; n < 15; n++) {
    ask()
    vi.advanceTimersByTime(100)
  }
  expect(call).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(1000)
  expect(call).toHaveBeenCalledTimes(3)
  ask()
  ask.forget()
  vi.advanceTimersByTime(5000)
  expect(call).toHaveBeenCalledTimes(3)
  vi.useRealTimers()
})
