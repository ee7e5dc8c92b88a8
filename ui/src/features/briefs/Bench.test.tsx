import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { Brief, ChannelView, ProductListing, TrialResult } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import '../../i18n'
import { blank } from './brief'
import Briefs from './Briefs'

beforeEach(() => {
  location.hash = '#/briefs'
})
afterEach(cleanup)

const at = '2026-11-20T10:00:00Z'
const brief: Brief = {
  ...blank,
  id: 'b',
  built_in: null,
  version: 1,
  created_at: at,
  updated_at: at,
  name: 'Page',
} as Brief
const rows = ['Mug', 'Mat', 'Kettle', 'Throw', 'Towel', 'Lamp'].map(
  (name, index) => ({ id: `p${index}`, name, sku: name, brand: '', language: 'en' }) as ProductListing,
)
const words = (en: string) => ({ en, zh: en })
const channel = {
  channel: {
    id: 'ads',
    name: words('Search ad'),
    family: 'ads',
    success: words('It is clicked.'),
    measures: ['click_rate'],
    fields: [
      { id: 'headline', name: words('Headline'), composed_of: [] },
      { id: 'body', name: words('Description'), composed_of: [] },
    ],
  },
  brief_en: { ...blank, name: 'Search ad', template: 'Ad for {{ name }}', channel: 'ads' },
  brief_zh: { ...blank, name: '广告', template: '为 {{ name }} 写广告', channel: 'ads' },
} as unknown as ChannelView
const result = (run: string): TrialResult => ({
  run,
  text: '{}',
  fields: { body: 'Holds its heat.', headline: 'A mug for slow mornings and long ones' },
  problem: null,
  report: {
    lengths: [
      {
        field: 'headline',
        part: null,
        length: 37,
        unit: 'characters',
        limit: 30,
        min: null,
        kind: 'hard',
        ok: false,
        cut_at: null,
        sms: null,
      },
    ],
    findings: [{ rule: 'x', level: 'caution' } as never],
    claims: [],
    bases: [],
  },
  model: 'large-1',
  duration_ms: 2340,
})

function shown(parts: Partial<Backend> = {}) {
  const tried = vi.fn<Backend['briefTry']>(() => Promise.resolve({ run: 'r', drafts: 2 }))
  const cancel = vi.fn<Backend['runCancel']>(() => Promise.resolve())
  const { backend, tell } = twin({
    briefs: () => Promise.resolve([brief]),
    partials: () =>
      Promise.resolve([{ id: 'x', name: 'care', text: 'Care', created_at: at, updated_at: at }]),
    channels: () => Promise.resolve([channel]),
    profiles: () => Promise.resolve([]),
    providers: () => Promise.resolve([]),
    templateFields: () => Promise.resolve(['name']),
    products: () => Promise.resolve({ total: rows.length, rows }),
    promptPreview: () => new Promise(() => {}),
    briefTry: tried,
    runCancel: cancel,
    ...parts,
  })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Briefs />
      </QueryClientProvider>
    </BackendContext>,
  )
  return { tried, cancel, tell, user: userEvent.setup() }
}

test('answers come side by side, with what is too long, and a failure stands in its place', async () => {
  const { tried, tell, user } = shown()
  await screen.findByDisplayValue('Page')
  await user.selectOptions(await screen.findByLabelText('Channel'), 'Search ad')
  await user.click(screen.getByRole('button', { name: 'English' }))
  expect(screen.getByDisplayValue('Ad for {{ name }}')).toBeTruthy()
  await user.keyboard('b')
  await user.click(await screen.findByRole('checkbox', { name: 'Mug' }))
  await user.click(screen.getByRole('checkbox', { name: 'Mat' }))
  await user.keyboard('t')
  expect(tried.mock.calls[0]![0]).toMatchObject({
    brief: { channel: 'ads', template: 'Ad for {{ name }}', name: 'Page' },
    products: ['p0', 'p1'],
    profile: null,
  })
  const mug = await screen.findByRole('region', { name: 'Mug' })
  expect(within(mug).getByText('Waiting…')).toBeTruthy()
  act(() => tell({ kind: 'trial_done', product: 'p0', result: result('other') }))
  expect(within(mug).getByText('Waiting…')).toBeTruthy()
  act(() => tell({ kind: 'trial_done', product: 'p0', result: result('r') }))
  expect(
    within(mug)
      .getAllByRole('term')
      .map((one) => one.textContent),
  ).toEqual(['Headline', 'Description'])
  expect(within(mug).getByText('Headline: 37 of 30 characters, too long')).toBeTruthy()
  expect(within(mug).getByText('1 caution')).toBeTruthy()
  expect(within(mug).getByText('large-1 · 2.3 s')).toBeTruthy()
  const problem = {
    code: 'empty_answer',
    message: '',
    params: { model: 'm', finish: 'stop' },
    words: null,
    fields: [],
  }
  act(() => tell({ kind: 'trial_failed', run: 'r', product: 'p1', problem }))
  const mat = screen.getByRole('region', { name: 'Mat' })
  expect(within(mat).getByRole('alert').textContent).toContain('answered without a word')
  expect(screen.getByText('2 of 2 answered')).toBeTruthy()
  act(() => tell({ kind: 'run_done', run: 'r', done: 1, failed: 1, cancelled: false, malformed: 0 }))
  expect(screen.getByRole('button', { name: /^Try/ })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Discard changes' }))
})

test('five products at most, and what is cancelled says so', async () => {
  const { cancel, tell, user } = shown()
  await screen.findByDisplayValue('Page')
  await user.keyboard('b')
  for (const row of rows.slice(0, 5))
    await user.click(await screen.findByRole('checkbox', { name: row.name }))
  expect(screen.getByRole('checkbox', { name: 'Lamp' })).toHaveProperty('disabled', true)
  await user.click(screen.getByRole('button', { name: /^Try/ }))
  await user.click(await screen.findByRole('button', { name: 'Cancel' }))
  expect(cancel).toHaveBeenCalledWith('r')
  act(() => tell({ kind: 'run_done', run: 'r', done: 0, failed: 0, cancelled: true, malformed: 0 }))
  expect(screen.getAllByText('Cancelled before it was written.')).toHaveLength(5)
})

test('a bench that cannot start says why', async () => {
  const { user } = shown({
    briefTry: () =>
      // a problem as the backend sends it
      // oxlint-disable-next-line prefer-promise-reject-errors
      Promise.reject({ code: 'no_network', message: '', params: { host: 'h' }, words: null, fields: [] }),
  })
  await screen.findByDisplayValue('Page')
  await user.keyboard('b')
  await user.click(await screen.findByRole('checkbox', { name: 'Mug' }))
  await user.keyboard('t')
  expect((await screen.findByRole('alert')).textContent).toContain('has no network')
})

test('variables, parts and examples are part of what is saved', async () => {
  const saved = vi.fn<Backend['briefSave']>((_, next) => Promise.resolve({ ...brief, ...next, version: 2 }))
  const { user } = shown({ briefSave: saved })
  await screen.findByDisplayValue('Page')
  await user.click(screen.getByRole('button', { name: 'Add a variable' }))
  await user.type(screen.getByLabelText('Variable 1, name'), 'season')
  await user.type(screen.getByLabelText('Variable 1, value'), 'autumn')
  await user.click(screen.getByRole('radio', { name: '3' }))
  await user.click(await screen.findByTitle('Include the part care'))
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(saved.mock.calls[0]).toMatchObject([
    'b',
    { variables: [{ name: 'season', value: 'autumn' }], examples: 3 },
  ])
  expect(saved.mock.calls[0]![1].template).toContain("{% include 'care' %}")
})
