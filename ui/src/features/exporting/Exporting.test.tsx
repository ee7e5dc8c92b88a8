import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { ChannelView, Duty, DutyCount, WorkspaceView } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import { speak } from '../../i18n'
import Exporting from './Exporting'
import { columnsOut, copyColumns, ended } from './form'

beforeEach(() => speak('en'))
afterEach(cleanup)

const view = (id: string, family: string, en: string) =>
  ({ channel: { id, family, name: { en, zh: en }, fields: [] } }) as unknown as ChannelView
const column = (key: string) => ({ key, header: key, usual: true, required: false })

function shown(parts: Partial<Backend> = {}) {
  const exportPreview = vi.fn<Backend['exportPreview']>(({ channel }) =>
    Promise.resolve({
      total: 2,
      keys: channel ? ['sku', 'headlines.1', 'headlines.2'] : ['sku', 'copy'],
      duties: [],
      headers: channel ? ['sku', 'Headlines 1', 'Headlines 2'] : ['sku', 'Copy'],
      rows: [channel ? ['W-2', 'One', 'Two'] : ['W-2', 'All of it']],
    }),
  )
  const exportRun = vi.fn<Backend['exportRun']>(({ path }) => Promise.resolve({ path, rows: 2, bytes: 900 }))
  const dialoguesExport = vi.fn<Backend['dialoguesExport']>((path) =>
    Promise.resolve({ path, rows: 4, bytes: 900 }),
  )
  const { backend } = twin({
    workspace: () => Promise.resolve({ path: '/shop/a.db' } as WorkspaceView),
    channels: () =>
      Promise.resolve([
        view('google-rsa', 'ads', 'Google ad'),
        view('email', 'email', 'Email'),
        view('dialogue', 'service', 'Conversation'),
      ]),
    exportColumns: () => Promise.resolve([column('sku'), column('copy')]),
    exportPreview,
    exportRun,
    dialoguesExport,
    ...parts,
  })
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <BackendContext value={backend}>
        <Exporting />
      </BackendContext>
    </QueryClientProvider>,
  )
  return { exportPreview, exportRun, dialoguesExport }
}
const choose = async (channel: string) => {
  await screen.findByRole('option', { name: 'Google ad' })
  await userEvent.selectOptions(screen.getByLabelText('Channel'), channel)
}
const start = async () => userEvent.click(await screen.findByRole('button', { name: 'Export 2 drafts' }))

test('with a channel a column for each field stands in the place of the copy', async () => {
  const { exportRun } = shown()
  await choose('google-rsa')
  const cell = await screen.findByRole('cell', { name: 'Two' })
  expect(cell.className).toBe('serif')
  expect(screen.getByRole('cell', { name: 'W-2' }).className).toBe('')
  await start()
  await waitFor(() => expect(exportRun.mock.calls[0]?.[0].channel).toBe('google-rsa'))
})

test('what the platform would refuse is named by cell, product and reason', async () => {
  const problem = {
    code: 'limit_refused',
    message: 'Nothing was written.',
    params: {
      count: '12',
      cells: JSON.stringify([
        {
          cell: 'B2',
          sku: 'W-2',
          channel: 'google-rsa',
          finding: {
            rule: 'limit.hard',
            level: 'ban',
            field: 'headlines',
            part: 0,
            start: 30,
            end: 34,
            text: 'long',
            basis: '',
            message: 'Too long.',
            params: { side: 'long', length: '34', limit: '30', unit: 'double_width' },
            suggestion: '',
          },
        },
      ]),
    },
    words: null,
    fields: [],
  }
  shown({ exportRun: () => Promise.reject(problem) })
  await choose('google-rsa')
  await start()
  const table = await screen.findByRole('table', { name: 'What the platform would refuse' })
  const [, first] = within(table).getAllByRole('row')
  expect(within(first!).getByRole('rowheader').textContent).toBe('B2')
  expect(
    within(first!)
      .getAllByRole('cell')
      .map((one) => one.textContent),
  ).toEqual(['W-2', expect.stringContaining('4 too many of 30')])
  expect(screen.getByText('And 11 more.')).toBeTruthy()
  expect(screen.getByText(/the platform would refuse part of it \(cells: 12\)/)).toBeTruthy()
})

test('conversations go out in the form of the system that reads them', async () => {
  const { dialoguesExport } = shown()
  await choose('dialogue')
  await userEvent.selectOptions(screen.getByLabelText('As'), 'training')
  expect(screen.getByLabelText<HTMLInputElement>('File').value).toBe('/shop/Copydesk training.jsonl')
  await start()
  await waitFor(() =>
    expect(dialoguesExport).toHaveBeenCalledWith(
      '/shop/Copydesk training.jsonl',
      'training',
      'approved',
      false,
      'column',
    ),
  )
})

const words = (text: string) => ({ en: text, zh: text })
const duty = (id: string, more: Partial<Duty>): Duty => ({
  id,
  name: words(id),
  markets: [],
  channels: [],
  since: '2025-09-01',
  label: 'never',
  words: words('AI-generated'),
  place: 'end',
  metadata: [],
  declare: null,
  basis: words(`Law of ${id}`),
  note: words(''),
  sources: [],
  evidence: 'primary',
  ...more,
})
const needed = (duties: DutyCount[]): Partial<Backend> => ({
  exportPreview: ({ ai_label }) =>
    Promise.resolve({
      total: 2,
      keys: ai_label === 'column' ? ['sku', 'copy', 'ai_label'] : ['sku', 'copy'],
      headers: ai_label === 'column' ? ['sku', 'Copy', 'AI label'] : ['sku', 'Copy'],
      rows: [],
      duties,
    }),
})

test('the label that a law asks for is named with it, and goes in the text where a person says so', async () => {
  const { exportRun } = shown(
    needed([
      { duty: duty('cn', { label: 'always', metadata: ['aigc'] }), drafts: 2, labels: 2 },
      { duty: duty('weibo', { declare: words('Choose it when you post.') }), drafts: 1, labels: 0 },
    ]),
  )
  const said = within(await screen.findByRole('region', { name: 'AI label' }))
  expect(said.getByText('“AI-generated” for 2 drafts')).toBeTruthy()
  expect(said.getByText('Law of cn')).toBeTruthy()
  expect(said.getByText(/AIGC \(GB 45438-2025\)\. In the properties of the workbook/)).toBeTruthy()
  expect(said.getByText('Choose it when you post.')).toBeTruthy()
  await userEvent.click(said.getByRole('radio', { name: 'In the text' }))
  await start()
  await waitFor(() => expect(exportRun.mock.calls[0]?.[0]).toMatchObject({ ai_label: 'text', columns: [] }))
})

test('where nothing asks for a label there is nothing to choose', async () => {
  shown(needed([{ duty: duty('us', {}), drafts: 2, labels: 0 }]))
  const said = within(await screen.findByRole('region', { name: 'AI label' }))
  expect(said.getByText(/asks for a visible label/)).toBeTruthy()
  expect(said.queryByRole('radio')).toBeNull()
})

test('the column of a label that is needed goes out whatever was chosen', () => {
  const all = ['sku', 'copy', 'ai_label'].map(column).concat({ ...column('ai_metadata'), usual: false })
  const preview = (keys: string[]) => ({ total: 1, keys, headers: keys, rows: [], duties: [] })
  expect(columnsOut(all, null)).toEqual(['sku', 'copy', 'ai_label'])
  expect(columnsOut(all, null, preview(['sku', 'copy', 'ai_metadata']))).toEqual([
    'sku',
    'copy',
    'ai_metadata',
  ])
  expect(columnsOut(all, ['sku'], preview(['sku', 'ai_label']))).toEqual(['sku', 'ai_label'])
  expect(columnsOut(all, ['sku'], preview(['sku']))).toEqual(['sku'])
})

test('emails are said to go out one by one', async () => {
  shown()
  await choose('email')
  expect(screen.getByText(/exported one by one/)).toBeTruthy()
})

test('a chosen name gets the ending of the form', () => {
  expect(ended('/a/b.xlsx', 'jsonl')).toBe('/a/b.jsonl')
  expect(ended('/a.csv/b', 'csv')).toBe('/a.csv/b')
  const isCopy = copyColumns(['sku', 'copy', 'state'], 5)
  expect([0, 1, 2, 3, 4].map(isCopy)).toEqual([false, true, true, true, false])
  expect(copyColumns(['sku'], 1)(0)).toBe(false)
})
