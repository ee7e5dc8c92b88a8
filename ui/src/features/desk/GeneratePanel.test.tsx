import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { Brief, BriefFields, ChannelView, ProviderView } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import { speak } from '../../i18n'
import { GeneratePanel } from './GeneratePanel'

beforeEach(async () => {
  localStorage.clear()
  await speak('en')
})
afterEach(cleanup)

const fields = (channel: string, change: Partial<BriefFields> = {}): BriefFields => ({
  name: channel || 'Page copy',
  template: '',
  instruction: '',
  system: '',
  copy_language: '',
  channel,
  variables: [],
  examples: 0,
  parameters: { max_tokens: 300, variants: 1, stop: [], temperature: 0.4, seed: null },
  ...change,
})
const brief = (id: string, of: BriefFields, built_in: string | null = null): Brief => ({
  ...of,
  id,
  built_in,
  version: 1,
  saved_by: '',
  created_at: '2026-11-20T10:00:00Z',
  updated_at: '2026-11-20T10:00:00Z',
})
const subject = { variables: [{ name: 'subject', value: '' }] }
const view = (id: string, family: string, en: string, change?: Partial<BriefFields>) =>
  ({
    channel: { id, family, name: { en, zh: en }, fields: [] },
    brief_en: fields(id, change),
    brief_zh: fields(id, change),
  }) as unknown as ChannelView
const channels = [view('x', 'social', 'X'), view('dialogue', 'service', 'Conversation', subject)]
const free = brief('free', fields('', { variables: [{ name: 'season', value: 'spring' }] }))
const own = brief('own', fields('x', { name: 'Short and dry' }))

function shown() {
  const generate = vi.fn<Backend['generate']>(() => Promise.resolve({ run: 'r', drafts: 1 }))
  const channelBrief = vi.fn<Backend['channelBrief']>((channel) =>
    Promise.resolve(brief(`shipped-${channel}`, fields(channel, subject))),
  )
  const promptPreview = vi.fn<Backend['promptPreview']>(() =>
    Promise.resolve({
      messages: [],
      marks: [],
      replaced: [],
      warnings: [],
      destination: { host: null, model: 'm' },
    } as never),
  )
  const { backend } = twin({
    briefs: () => Promise.resolve([free, own]),
    channels: () => Promise.resolve(channels),
    profiles: () => Promise.resolve([]),
    providers: () =>
      Promise.resolve([{ id: 'v', name: 'V', default: true, host: null, built_in: true }] as ProviderView[]),
    products: () => Promise.resolve({ total: 0, rows: [] }),
    generate,
    channelBrief,
    promptPreview,
  })
  const started = vi.fn()
  const drawn = render(
    <QueryClientProvider client={makeQueryClient()}>
      <BackendContext value={backend}>
        <GeneratePanel chosen={['p']} onClose={() => {}} onStarted={started} />
      </BackendContext>
    </QueryClientProvider>,
  )
  return { generate, channelBrief, promptPreview, started, drawn }
}
const write = () => userEvent.click(screen.getByRole('button', { name: 'Write' }))

test('the variables of a brief are fields, filled with what the brief says, and go along', async () => {
  const { generate, promptPreview, started } = shown()
  const season = await screen.findByLabelText<HTMLInputElement>('season')
  expect(season.value).toBe('spring')
  await userEvent.clear(season)
  await userEvent.type(season, 'autumn')
  await waitFor(() =>
    expect(promptPreview.mock.calls.at(-1)?.[0].brief.variables).toEqual([
      { name: 'season', value: 'autumn' },
    ]),
  )
  await write()
  await waitFor(() => expect(started).toHaveBeenCalledWith('r'))
  expect(generate.mock.calls[0]![0]).toMatchObject({
    brief: 'free',
    products: ['p'],
    profiles: [null],
    variables: [{ name: 'season', value: 'autumn' }],
  })
})

test('a shipped brief becomes one of the workspace when it is used, and not before', async () => {
  const { generate, channelBrief } = shown()
  await screen.findByRole('option', { name: 'Conversation' })
  await userEvent.selectOptions(screen.getByLabelText('What to write'), 'dialogue')
  const asked = await screen.findByLabelText<HTMLInputElement>('What the customer asks about')
  const usual = within(screen.getByRole('group', { name: 'Usual subjects' })).getAllByRole('button')
  expect(usual.map((one) => one.textContent)).toEqual([
    'Sizing',
    'Delivery',
    'Returns',
    'A complaint',
    'What goes with it',
  ])
  await userEvent.click(usual[2]!)
  expect(asked.value).toBe('Returns')
  expect(usual[2]!.getAttribute('aria-pressed')).toBe('true')
  await userEvent.clear(asked)
  await userEvent.type(asked, 'Washing')
  expect(channelBrief).not.toHaveBeenCalled()
  await write()
  await waitFor(() => expect(generate).toHaveBeenCalled())
  expect(channelBrief).toHaveBeenCalledWith('dialogue', 'en')
  expect(generate.mock.calls[0]![0]).toMatchObject({
    brief: 'shipped-dialogue',
    variables: [{ name: 'subject', value: 'Washing' }],
  })
})

test('subjects are offered in the language of the brief', async () => {
  shown()
  await screen.findByRole('option', { name: 'Conversation' })
  await userEvent.selectOptions(screen.getByLabelText('What to write'), 'dialogue')
  await userEvent.selectOptions(screen.getByLabelText('Brief'), 'zh')
  await userEvent.click(await screen.findByRole('button', { name: '尺码' }))
  expect(screen.getByLabelText<HTMLInputElement>('What the customer asks about').value).toBe('尺码')
})

test('briefs of a channel stand beside what is shipped for it, and the last choice comes back', async () => {
  const { drawn } = shown()
  await screen.findByRole('option', { name: 'X' })
  await userEvent.selectOptions(screen.getByLabelText('What to write'), 'x')
  const choice = screen.getByLabelText<HTMLSelectElement>('Brief')
  expect([...choice.options].map((one) => one.text)).toEqual([
    'Short and dry',
    'Shipped brief, English',
    'Shipped brief, Chinese',
  ])
  expect(choice.value).toBe('en')
  await userEvent.selectOptions(choice, 'own')
  drawn.unmount()
  shown()
  await screen.findByRole('option', { name: 'Short and dry' })
  expect(screen.getByLabelText<HTMLSelectElement>('Brief').value).toBe('own')
})
