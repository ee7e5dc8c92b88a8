import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DraftView } from '../../backend/bindings'
import { PAUSE, RETRY, Saver, type SaveState } from './saver'

const view = {} as DraftView
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('typing is saved once it pauses, with the newest text', async () => {
  const save = vi.fn(async () => view)
  const states: SaveState['kind'][] = []
  const saver = new Saver(save, (state) => states.push(state.kind))
  saver.type('a')
  await vi.advanceTimersByTimeAsync(PAUSE - 1)
  saver.type('ab')
  await vi.advanceTimersByTimeAsync(PAUSE - 1)
  expect(save).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(save.mock.calls).toEqual([['ab']])
  expect(states.at(-1)).toBe('saved')
})

test('what is typed while a save runs is saved after it', async () => {
  const saved: string[] = []
  let finish = () => {}
  const save = (text: string) => {
    saved.push(text)
    return new Promise<DraftView>((done) => (finish = () => done(view)))
  }
  const saver = new Saver(save, () => {})
  saver.type('one')
  await vi.advanceTimersByTimeAsync(PAUSE)
  saver.type('two')
  const flushed = saver.flush()
  finish()
  await vi.advanceTimersByTimeAsync(0)
  finish()
  await flushed
  expect(saved).toEqual(['one', 'two'])
})

test('a failed save keeps the words and tries again by itself', async () => {
  const save = vi
    .fn<(text: string) => Promise<DraftView>>()
    .mockRejectedValueOnce({ code: 'full', message: 'full' })
    .mockResolvedValue(view)
  const saver = new Saver(save, () => {})
  saver.type('kept')
  await vi.advanceTimersByTimeAsync(PAUSE)
  expect(saver.state.kind).toBe('failed')
  await vi.advanceTimersByTimeAsync(RETRY)
  expect(save.mock.calls).toEqual([['kept'], ['kept']])
  expect(saver.state.kind).toBe('saved')
})
