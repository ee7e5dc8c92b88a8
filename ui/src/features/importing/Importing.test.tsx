import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportPreview, ImportResult, PreviewRow } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import { speak } from '../../i18n'
import Importing from './Importing'

beforeEach(async () => {
  location.hash = '#/import'
  await speak('en')
})
afterEach(cleanup)

const row = (at: number, name: string, suspicious: string[]): PreviewRow => ({
  row: at,
  outcome: 'created',
  cells: [{ field: 'name', before: null, value: name }],
  problem: null,
  suspicious,
})
const preview: ImportPreview = {
  file: 'a.csv',
  format: 'csv',
  encoding: 'utf-8',
  separator: ',',
  sheet: null,
  sheets: [],
  columns: [{ header: 'Name', example: '', guessed: true, target: { field: 'name', fact: null } }],
  rows: [row(2, 'Mug', []), row(3, 'Pil\u200blow', ['name', 'attributes'])],
  counts: { created: 900, updated: 0, unchanged: 0, rejected: 0, reopened: 0, suspicious: 2 },
} as ImportPreview
const result: ImportResult = {
  created: 900,
  updated: 0,
  unchanged: 0,
  rejected: [],
  reopened: 0,
  suspicious: [
    { row: 3, sku: 'W 3', fields: ['name', 'attributes'] },
    { row: 800, sku: 'W-800', fields: ['description'] },
  ],
}

test('rows with suspicious text are marked, counted and shown alone; the result leads to each product', async () => {
  const { backend } = twin({
    importPreview: () => Promise.resolve(preview),
    importRun: () => Promise.resolve(result),
  })
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <BackendContext value={backend}>
        <Importing />
      </BackendContext>
    </QueryClientProvider>,
  )
  await userEvent.type(screen.getByLabelText('Or the path of a file'), '/a.csv{Enter}')
  const table = await screen.findByRole('table')
  expect(within(table).getAllByRole('row')).toHaveLength(3)
  expect(within(table).getByText('Pil', { exact: false }).textContent).toBe('Pil‹U+200B›low')
  expect(screen.getByText(/1 of 2 are among the rows shown/)).toBeTruthy()
  await userEvent.click(screen.getByLabelText('Only these'))
  const [, only] = within(table).getAllByRole('row')
  expect(within(table).getAllByRole('row')).toHaveLength(2)
  expect(only!.textContent).toContain('Name, Facts')
  await userEvent.click(screen.getByRole('button', { name: /^Import 900 rows/ }))
  expect(await screen.findByText(/2 products have suspicious text/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'W 3' }).getAttribute('href')).toBe('#/products?find=W+3')
})
