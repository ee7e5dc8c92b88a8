import { expect, test } from 'vitest'
import type { DeskEvent } from './bindings'
import { next, nothing } from './runs'

const started = (draft: string): DeskEvent => ({
  kind: 'draft_started',
  run: 'r',
  draft,
  product: 'p',
  product_name: 'Mug',
  profile: null,
  profile_name: null,
  variant: 1,
})
const problem = { code: 'cut', message: 'cut', params: {}, words: null, fields: [] }

test('words are kept with their draft and failures stay until they are dismissed', () => {
  const events: DeskEvent[] = [
    { kind: 'run_started', run: 'r', drafts: 2 },
    started('a'),
    started('b'),
    { kind: 'text', run: 'r', draft: 'a', text: 'Warm ' },
    { kind: 'text', run: 'r', draft: 'a', text: 'tea' },
    { kind: 'draft_failed', run: 'r', draft: 'b', product: 'p', profile: null, problem },
  ]
  const state = events.reduce(next, nothing)
  expect(state.writing.map((one) => [one.draft, one.text, one.problem?.code])).toEqual([
    ['a', 'Warm tea', undefined],
    ['b', '', 'cut'],
  ])
  expect(state.runs).toEqual([{ run: 'r', drafts: 2, ended: 1 }])
  const over = next(state, { kind: 'run_done', run: 'r', done: 0, failed: 1, cancelled: true, malformed: 0 })
  expect(over.writing.map((one) => one.draft)).toEqual(['b'])
})
