import { expect, test } from 'vitest'
import en from '../../i18n/en'
import i18next from '../../i18n'
import { seated } from './run/seats'
import { KINDS, kindOf, PAUSES } from './standing'

test('each reason to rest, each state and each cause is said in both languages', () => {
  const keys = [
    ...Object.values(PAUSES),
    ...KINDS.map((kind) => `campaigns.state.${kind}`),
    ...Object.keys(en.campaigns.cause).map((code) => `campaigns.cause.${code}`),
  ]
  for (const lng of ['en', 'zh-CN'])
    for (const key of keys)
      expect(i18next.exists(key, { lng, fallbackLng: 'none', count: 3 }), `${lng} ${key}`).toBe(true)
})

test('a problem that a campaign can meet has a sentence', () => {
  for (const code of [
    'nothing_chosen',
    'price_unknown',
    'no_such_cell',
    'run_active',
    'run_at_rest',
    'nothing_to_retry',
    'no_batches',
    'batch_expired',
    'batch_cancelled',
    'batch_failed',
  ])
    expect(en.problem).toHaveProperty(code)
})

test('an interrupted run is more than a paused one', () => {
  expect(kindOf({ state: 'paused', pause: { kind: 'interrupted' } })).toBe('interrupted')
  expect(kindOf({ state: 'paused', pause: { kind: 'person' } })).toBe('paused')
})

test('a draft that is being written keeps its place until it is done', () => {
  const draft = (cell: number) => ({
    cell,
    product_name: '',
    profile_name: null,
    brief_name: '',
    text: '',
  })
  let seats = seated([], [1, 2, 3].map(draft))
  seats = seated(seats, [2, 3].map(draft))
  expect(seats.map((one) => one?.cell ?? null)).toEqual([null, 2, 3])
  seats = seated(seats, [2, 3, 4].map(draft))
  expect(seats.map((one) => one?.cell)).toEqual([4, 2, 3])
})
