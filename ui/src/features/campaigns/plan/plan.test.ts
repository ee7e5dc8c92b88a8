import { beforeEach, expect, test } from 'vitest'
import { blank, planOf, productsOf, remember, remembered, requestOf, toggled, type Plan } from './plan'

const plan = (changes: Partial<Plan> = {}): Plan => ({
  ...blank,
  briefs: ['b'],
  profiles: [null],
  ...changes,
})
const tag = { kind: 'tag', value: 'autumn' } as const
const category = { kind: 'category', value: 'Bedroom' } as const

test('chips are a union, what is chosen by hand stands beside them, and everything is everything', () => {
  expect(productsOf(plan())).toBeNull()
  expect(productsOf(plan({ chips: [tag] }))).toMatchObject({
    kind: 'query',
    query: { tag: 'autumn', category: null, search: '', limit: 0 },
  })
  expect(productsOf(plan({ chips: [tag, category], picked: ['p'] }))).toMatchObject({
    kind: 'union',
    queries: [
      { tag: 'autumn', category: null },
      { tag: null, category: 'Bedroom' },
    ],
    products: ['p'],
  })
  expect(productsOf(plan({ picked: ['p', 'q'] }))).toEqual({ kind: 'listed', products: ['p', 'q'] })
  expect(productsOf(plan({ run: { id: 'r', name: 'Autumn' }, chips: [tag] }))).toEqual({
    kind: 'run',
    run: 'r',
  })
  expect(productsOf(plan({ all: true, chips: [tag] }))).toMatchObject({ kind: 'query', query: { tag: null } })
})

test('nothing is asked for while something is missing', () => {
  expect(requestOf(plan(), true)).toBeNull()
  expect(requestOf(plan({ all: true, briefs: [] }), true)).toBeNull()
  expect(requestOf(plan({ all: true, profiles: [] }), true)).toBeNull()
  expect(requestOf(plan({ all: true, profiles: [null, 'f'] }), true)?.profiles).toEqual([null, 'f'])
})

test('numbers as typed become what is asked for, and an empty field is as the briefs say', () => {
  const typed = plan({
    all: true,
    variants: '3',
    temperature: '0.25',
    seed: ' 7 ',
    capMoney: '2.5',
    inFlight: '1e2',
  })
  expect(requestOf(typed, true)).toMatchObject({
    overrides: { variants: 3, temperature: 0.25, max_tokens: null, seed: 7 },
    caps: { nano: 2_500_000_000, tokens: null },
    in_flight: 100,
  })
  // the backend says what is out of range; what is no whole number at all would not reach it
  expect(requestOf(plan({ all: true, variants: '-2', maxTokens: '99.6' }), true)?.overrides).toMatchObject({
    variants: 0,
    max_tokens: 100,
  })
  expect(requestOf(typed, false)?.caps.nano).toBeNull()
})

test('an earlier campaign is asked again with all that it was', () => {
  const request = requestOf(
    plan({
      name: 'Autumn',
      run: { id: 'r', name: 'Autumn' },
      capMoney: '0.5',
      capTokens: '700000',
      variants: '2',
      inFlight: '8',
      provider: 'v',
      model: 'large',
    }),
    true,
  )!
  expect(requestOf(planOf(request), true)).toEqual(request)
  expect(planOf(request).run).toEqual({ id: 'r', name: 'Autumn' })
})

test('what has a draft is left out step by step, and taken in again', () => {
  const none = blank.skips
  const approved = toggled(none, 'approved', false)
  const drafted = toggled(approved, 'drafted', false)
  expect([approved.existing, drafted.existing]).toEqual(['skip_approved', 'skip_drafted'])
  expect(toggled(drafted, 'drafted', true).existing).toBe('skip_approved')
  expect(toggled(drafted, 'approved', true).existing).toBe('beside')
  expect(toggled(none, 'no_description', true).without_description).toBe(false)
})

beforeEach(() => localStorage.clear())

test('a plan outlives the screen, one in each workspace, and what cannot be read is as if it were blank', () => {
  const made = plan({ name: 'Autumn', chips: [tag], capTokens: '5' })
  remember('/a.db', made)
  expect(remembered('/a.db')).toEqual(made)
  expect(remembered('/b.db')).toEqual(blank)
  for (const garbage of [
    '',
    '[]',
    'null',
    '7',
    '{"chips":7,"skips":{}}',
    '{"profiles":[3],"delivery":"soon"}',
  ]) {
    localStorage.setItem('copydesk-plan:/a.db', garbage)
    expect(remembered('/a.db'), garbage).toEqual(blank)
  }
})
