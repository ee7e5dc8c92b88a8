import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../../backend/backend'
import type {
  Brief,
  CampaignEstimate,
  CampaignRequest,
  RunView,
  WorkspaceView,
} from '../../../backend/bindings'
import { makeQueryClient } from '../../../backend/client'
import { BackendContext } from '../../../backend/context'
import { twin } from '../../../backend/twin'
import '../../../i18n'
import { Plan } from './Plan'

beforeEach(() => {
  localStorage.clear()
  location.hash = '#/campaigns/new'
})
afterEach(cleanup)

const parameters = { max_tokens: 320, variants: 1, stop: [], temperature: 0.7, seed: null }
const brief = {
  id: 'b',
  built_in: null,
  name: 'Page',
  copy_language: '',
  channel: '',
  parameters,
} as unknown as Brief
const workspace = { path: '/shop.db', counts: { products: 48 } } as unknown as WorkspaceView
const range = { low: 10, high: 20 }

/** Two drafts of each product and profile, at a known price. */
const estimate = (request: CampaignRequest): CampaignEstimate => ({
  cells: 539 * request.profiles.length,
  products: 48,
  profiles: request.profiles.length,
  variants: 1,
  skippable: [
    {
      reason: 'drafted',
      cells: 4,
      products: 2,
      skipped: request.skips.existing === 'skip_drafted',
      example: null,
    },
  ],
  by_brief: [{ brief: 'Page', cells: 539, tokens: range, cost: range }],
  read: range,
  written: range,
  tokens: { low: 408_000, high: 480_000 },
  cost: { low: 1_120_000_000, high: 1_610_000_000 },
  price: { input: 1, output: 1, currency: 'USD', source: 'a table' },
  seconds: { low: 540, high: 840 },
  measured: true,
  in_flight: 8,
  batches: false,
  provider: 'Gateway',
  model: 'large',
  host: 'gateway.example',
})

function planned(parts: Partial<Backend> = {}) {
  const started = vi.fn<Backend['campaignStart']>(() =>
    Promise.resolve({ name: 'Page', progress: { run: 'r' } } as unknown as RunView),
  )
  const { backend } = twin({
    workspace: () => Promise.resolve(workspace),
    channels: () => Promise.resolve([]),
    briefs: () => Promise.resolve([brief]),
    profiles: () => Promise.resolve([]),
    providers: () => Promise.resolve([]),
    products: () => Promise.resolve({ total: 48, rows: [] }),
    campaignEstimate: (request) => Promise.resolve(estimate(request)),
    campaignPreviewCell: (_, cell) =>
      Promise.resolve({
        cell,
        sku: 'S',
        product_name: 'Pillow',
        profile_name: null,
        brief_name: 'Page',
        variant: 1,
        read: 473,
        cost: range,
        payload: {
          messages: [{ role: 'user', content: `Write cell ${cell}` }],
          model: 'large',
          max_tokens: 320,
          temperature: 0.7,
          stop: [],
          seed: null,
          local_only: false,
          masked: false,
        },
        marks: [[]],
        replaced: [],
      }),
    campaignStart: started,
    ...parts,
  })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Plan />
      </QueryClientProvider>
    </BackendContext>,
  )
  return { started, user: userEvent.setup() }
}

test('a plan shows what it comes to, what is sent, and starts by keyboard', async () => {
  const { started, user } = planned()
  await user.click(await screen.findByText('All products'))
  expect(await screen.findByText('$1.12 – $1.61', { selector: 'dd' })).toBeTruthy()
  expect(screen.getByText('9 – 14 min')).toBeTruthy()
  expect(await screen.findByText('Write cell 0')).toBeTruthy()
  await user.keyboard('{ArrowRight}')
  expect(await screen.findByText('Write cell 1')).toBeTruthy()
  await user.type(screen.getByLabelText('Name'), 'Autumn')
  await user.type(screen.getByLabelText('Money, in USD'), '2')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(started).toHaveBeenCalledOnce()
  expect(started.mock.calls[0]).toMatchObject([
    { name: 'Autumn', briefs: ['b'], profiles: [null], products: { kind: 'query' }, caps: { nano: 2e9 } },
    null,
  ])
  expect(location.hash).toBe('#/campaigns/r')
})

test('three are tried first by T, and what has a draft is left out by its action', async () => {
  const { started, user } = planned()
  await user.click(await screen.findByText('All products'))
  await user.click(await screen.findByText('Only what is missing'))
  expect(await screen.findByText('4 cells, nothing is sent for these')).toBeTruthy()
  await user.keyboard('t')
  expect(started.mock.calls[0]).toMatchObject([{ skips: { existing: 'skip_drafted' } }, 3])
})

test('what cannot be counted is said in place, with the field by its name', async () => {
  const { started, user } = planned({
    campaignEstimate: () =>
      // a problem as the backend sends it
      // oxlint-disable-next-line prefer-promise-reject-errors
      Promise.reject({
        code: 'invalid_fields',
        message: 'Not saved',
        params: {},
        words: null,
        fields: [{ field: 'temperature', problem: { kind: 'out_of_range', min: 0, max: 2 } }],
      }),
  })
  await user.click(await screen.findByText('All products'))
  const note = (await screen.findAllByRole('alert')).map((one) => one.textContent).join()
  expect(note).toContain('Temperature: This must be between 0 and 2.')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(started).not.toHaveBeenCalled()
})

test('without a product there is a way to import one', async () => {
  planned({
    workspace: () =>
      Promise.resolve({ path: '/empty.db', counts: { products: 0 } } as unknown as WorkspaceView),
  })
  expect(await screen.findByText(/no products to draft for/)).toBeTruthy()
  expect(screen.getByRole('button', { name: /Import/ })).toBeTruthy()
})
