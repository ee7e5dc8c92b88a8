import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../../backend/backend'
import type {
  Channel,
  DraftView,
  FieldLength,
  FieldReport,
  FieldValue,
  Finding,
  Settings,
  WorkspaceView,
} from '../../../backend/bindings'
import { makeQueryClient } from '../../../backend/client'
import { BackendContext } from '../../../backend/context'
import { twin } from '../../../backend/twin'
import '../../../i18n'
import { Desk } from '../Desk'
import { drafted, revisionOf } from '../drafted'

afterEach(cleanup)

const field = (id: string, name: string, shape: Channel['fields'][number]['shape']) => ({
  id,
  name: { en: name, zh: name },
  purpose: { en: `What ${name} is for.`, zh: '' },
  shape,
  required: true,
  composed_of: [],
  limits: [],
  rules: [],
})
const channel: Channel = {
  id: 'ad',
  name: { en: 'Search ad', zh: '搜索广告' },
  family: 'ads',
  preview: 'search_ad',
  success: { en: '', zh: '' },
  measures: [],
  fields: [
    field('title', 'Title', { kind: 'text' }),
    field('bullets', 'Bullets', { kind: 'list', min: 1, max: 5 }),
    field('talk', 'Turns', { kind: 'turns', min: 1, max: 9 }),
  ],
}
const values: Record<string, FieldValue> = {
  title: 'Soft pillow',
  bullets: ['Washable', 'Quiet'],
  talk: [{ speaker: 'customer', text: 'Is it soft?', basis: [], ask_person: false }],
}

const length = (text: string): FieldLength => ({
  field: 'title',
  part: null,
  length: text.length,
  unit: 'characters',
  limit: 15,
  min: null,
  kind: 'hard',
  ok: text.length <= 15,
  cut_at: text.length > 15 ? 15 : null,
  sms: null,
})
const ban = (text: string): Finding => ({
  rule: 'limit.hard',
  level: 'ban',
  field: 'title',
  part: null,
  start: 15,
  end: text.length,
  text: text.slice(15),
  basis: '',
  message: '',
  params: { length: String(text.length), limit: '15', unit: 'characters', side: 'long' },
  suggestion: '',
})
/** As Rust measures, for the title alone. */
function measured(fields: Record<string, FieldValue> | null): FieldReport {
  if (!fields) return { lengths: [], findings: [], claims: [], bases: [] }
  const title = String(fields.title ?? '')
  return { lengths: [length(title)], findings: title.length > 15 ? [ban(title)] : [], claims: [], bases: [] }
}

function viewOf(fields: Record<string, FieldValue> | null, revision = 1): DraftView {
  const text = fields ? 'Soft pillow' : '{"title": "Soft'
  const fieldsOf = (number: number) => (number === revision ? fields : values)
  return drafted(text, {
    draft: { channel: 'ad', fields, revision },
    provenance: {
      brief: { name: 'Ads', built_in: null, copy_language: '' },
      reading: { method: 'schema', unread: fields ? [] : [text], problem: fields ? null : 'It is cut.' },
    },
    view: {
      revisions: Array.from({ length: revision }, (_, at) => revisionOf(at + 1, text, fieldsOf(at + 1))),
      channel,
      report: measured(fields),
    },
  })
}

function shown(fields: Record<string, FieldValue> | null, parts: Partial<Backend> = {}) {
  location.hash = '#/desk/d'
  const saved = vi.fn<Backend['draftSaveFields']>((_, __, next) => Promise.resolve(viewOf(next, 2)))
  const approved = vi.fn<Backend['draftsApprove']>(() => Promise.resolve([]))
  const cancelled = vi.fn<Backend['runCancel']>(() => Promise.resolve())
  const asked = vi.fn<Backend['rewrite']>(() => Promise.resolve({ run: 's', drafts: 1 }))
  const { backend, tell } = twin({
    workspace: () =>
      Promise.resolve({
        counts: { draft: 0, in_review: 1, approved: 0, rejected: 0, malformed: 0 },
      } as WorkspaceView),
    settings: () => Promise.resolve({ reviewer: 'Lena Marsh' } as Settings),
    drafts: () => Promise.resolve({ total: 0, rows: [] }),
    channels: () => Promise.resolve([]),
    campaigns: () => Promise.resolve([]),
    briefs: () => Promise.resolve([]),
    draft: () => Promise.resolve(viewOf(fields)),
    draftCheck: (request) => Promise.resolve(measured(request.fields)),
    draftSaveFields: saved,
    draftsApprove: approved,
    runCancel: cancelled,
    rewrite: asked,
    ...parts,
  })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Desk />
      </QueryClientProvider>
    </BackendContext>,
  )
  return { saved, approved, cancelled, asked, tell, user: userEvent.setup() }
}

const suggestion = { text: 'Softer', length: length('Softer'), findings: [], model: 'large' }

test('typing saves all fields as one revision, and entries are added and moved by keyboard', async () => {
  const { saved, user } = shown(values)
  await screen.findByText('Soft pillow')
  await user.keyboard('{Enter}')
  await user.type(screen.getByRole('textbox', { name: 'Title' }), 's')
  await user.type(screen.getByLabelText('Bullets, entry 2'), '{Enter}')
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Bullets, entry 3')))
  await user.keyboard('Warm{Alt>}{ArrowUp}{/Alt}')
  // an entry that stays empty is none
  await user.type(screen.getByRole('textbox', { name: 'Bullets, entry 3' }), '{Enter}')
  await user.keyboard('{Escape}')
  await waitFor(() =>
    expect(saved.mock.lastCall?.[2]).toEqual({
      ...values,
      title: 'Soft pillows',
      bullets: ['Washable', 'Warm', 'Quiet'],
    }),
  )
  expect(new Set(saved.mock.calls.map(([, edit]) => edit)).size).toBe(1)
})

test('a conversation keeps what an agent rests on', async () => {
  const { saved, user } = shown(values)
  await screen.findByText('Is it soft?')
  await user.keyboard('{Enter}')
  await user.click(screen.getByRole('button', { name: 'Add a turn' }))
  await user.type(await screen.findByLabelText('Turn 2, what is said'), 'I will ask.')
  await user.type(screen.getByLabelText('Rests on'), 'Core,')
  await user.click(screen.getByLabelText('Must ask a person before saying more'))
  await user.keyboard('{Escape}')
  await waitFor(() =>
    expect((saved.mock.lastCall![2].talk as unknown[])[1]).toEqual({
      speaker: 'agent',
      text: 'I will ask.',
      basis: ['Core'],
      ask_person: true,
    }),
  )
})

test('a meter says that the platform refuses what is typed, before it is saved', async () => {
  const { saved, user } = shown(values, { draftSaveFields: () => new Promise(() => {}) })
  await screen.findByText('Soft pillow')
  const title = screen.getByRole('region', { name: 'Title' })
  expect(within(title).queryByText(/too many/)).toBeNull()
  await user.keyboard('{Enter}')
  await user.type(screen.getByRole('textbox', { name: 'Title' }), ' for nights')
  expect(await within(title).findByText(/\/ 15 characters, hard limit, 7 too many/)).toBeTruthy()
  expect(screen.getByRole('textbox', { name: 'Title' }).getAttribute('aria-invalid')).toBe('true')
  expect(
    within(title).getByText('7 too many of 15, counted in characters: the platform refuses it.'),
  ).toBeTruthy()
  expect(await screen.findByText('1 ban to mend')).toBeTruthy()
  expect(saved).not.toHaveBeenCalled()
})

test('a suggestion stands beside the words until a person accepts it', async () => {
  const { saved, asked, tell, user } = shown(values)
  await screen.findByText('Soft pillow')
  await user.click(screen.getByRole('button', { name: 'Rewrite: Title' }))
  expect(screen.queryByRole('menuitem', { name: 'Fit the limit' })).toBeNull()
  await user.click(screen.getByRole('menuitem', { name: 'Shorter' }))
  await waitFor(() => expect(asked).toHaveBeenCalled())
  expect(asked.mock.lastCall?.[0]).toMatchObject({
    field: 'title',
    part: null,
    text: 'Soft pillow',
    selection: null,
  })
  act(() => tell({ kind: 'suggestion_text', run: 's', text: 'Soft' }))
  const card = screen.getByRole('region', { name: 'Suggestion for Title' })
  expect(within(card).getByRole('button', { name: 'Stop' })).toBeTruthy()
  act(() => tell({ kind: 'suggestion_done', run: 's', suggestion }))
  expect(saved).not.toHaveBeenCalled()
  await user.click(within(card).getByRole('button', { name: 'Accept' }))
  await waitFor(() => expect(saved.mock.lastCall?.[2]).toEqual({ ...values, title: 'Softer' }))
  expect(screen.queryByRole('region', { name: 'Suggestion for Title' })).toBeNull()
})

test('only the selected words are asked for, counted in characters, and put in their place', async () => {
  const text = '😀 Soft pillow'
  const { saved, asked, tell, user } = shown({ ...values, title: text })
  await screen.findByText(text)
  await user.keyboard('{Enter}')
  const title = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' })
  title.setSelectionRange(3, 7)
  await user.keyboard('{Control>}j{/Control}')
  await user.click(screen.getByRole('menuitem', { name: 'Longer' }))
  await waitFor(() => expect(asked.mock.lastCall?.[0].selection).toEqual([2, 6]))
  act(() => tell({ kind: 'suggestion_done', run: 's', suggestion: { ...suggestion, text: 'Very soft' } }))
  await user.click(screen.getByRole('button', { name: 'Accept' }))
  await waitFor(() => expect(saved.mock.lastCall?.[2].title).toBe('😀 Very soft pillow'))
})

test('what goes wrong with a suggestion is said in its place, and stopping is quiet', async () => {
  const { asked, cancelled, tell, user } = shown(values)
  await screen.findByText('Soft pillow')
  const ask = async () => {
    await user.click(screen.getByRole('button', { name: 'Rewrite: Title' }))
    await user.click(screen.getByRole('menuitem', { name: 'Longer' }))
  }
  await ask()
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(1))
  const problem = { code: 'malformed_answer', message: '', params: {}, words: null, fields: [] }
  act(() => tell({ kind: 'suggestion_failed', run: 's', problem }))
  expect(screen.getByRole('alert').textContent).toContain('could not be read for this field')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(2))
  await user.click(screen.getByRole('button', { name: 'Stop' }))
  expect(cancelled).toHaveBeenCalledWith('s')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('an answer that could not be read is kept, and its fields are written by hand', async () => {
  const { saved, user } = shown(null)
  expect(await screen.findByText('{"title": "Soft')).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Approve and next/ }).disabled).toBe(true)
  expect(screen.getByText('Write the fields first')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Write the fields yourself' }))
  await user.type(screen.getByRole('textbox', { name: 'Title' }), 'Soft')
  expect(screen.getByText('{"title": "Soft')).toBeTruthy()
  await waitFor(() => expect(saved.mock.lastCall?.[2]).toEqual({ title: 'Soft' }), { timeout: 2000 })
})

test('a ban stands in the way of approval and says so beside the button', async () => {
  const { approved, user } = shown({ ...values, title: 'Soft pillow for nights' })
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: /^Approve and next/ })
  expect(button.disabled).toBe(true)
  expect(screen.getByText('1 ban to mend').id).toBe(button.getAttribute('aria-describedby'))
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(approved).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Rewrite: Title' }))
  expect(screen.getByRole('menuitem', { name: 'Fit the limit' })).toBeTruthy()
})

test('nothing is approved while the words that are seen are not saved', async () => {
  const full = { code: 'full', message: '', params: { path: 'shop.db' }, words: null, fields: [] }
  const { approved, user } = shown(values, { draftSaveFields: () => Promise.reject(full) })
  await screen.findByText('Soft pillow')
  await user.keyboard('{Enter}')
  await user.type(screen.getByRole('textbox', { name: 'Title' }), 's')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(await screen.findByText(/^Not saved\. The disk has no room for shop\.db/)).toBeTruthy()
  expect(approved).not.toHaveBeenCalled()
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' }).value).toBe('Soft pillows')
})

test('a field that the answer lacks can be asked for alone', async () => {
  const { title: _, ...rest } = values
  const { asked, user } = shown(rest)
  const title = await screen.findByRole('region', { name: 'Title' })
  expect(within(title).getByText('The answer had no words for this field.')).toBeTruthy()
  await user.click(within(title).getByRole('button', { name: 'Ask again for this field' }))
  await waitFor(() =>
    expect(asked.mock.lastCall?.[0]).toMatchObject({ field: 'title', tool: { tool: 'again' } }),
  )
})
