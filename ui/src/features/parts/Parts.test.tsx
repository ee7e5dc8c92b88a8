import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { Brief, SharedPartial } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import '../../i18n'
import Briefs from '../briefs/Briefs'

beforeEach(() => {
  location.hash = '#/briefs?tab=parts'
})
afterEach(cleanup)

const at = '2026-11-20T10:00:00Z'
const part: SharedPartial = { id: 'q', name: 'care', text: 'Wash cold.', created_at: at, updated_at: at }
const brief = { id: 'b', name: 'Page', built_in: null, template: '{% include "care" %}' } as Brief

function shown(parts: Partial<Backend>) {
  const { backend } = twin({
    partials: () => Promise.resolve([part]),
    briefs: () => Promise.resolve([brief]),
    ...parts,
  })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Briefs />
      </QueryClientProvider>
    </BackendContext>,
  )
  return userEvent.setup()
}

test('a part says how it is included and by whom, and what is refused is said at its field', async () => {
  const save = vi.fn<Backend['partialSave']>((_, fields) => Promise.resolve({ ...part, ...fields }))
  save.mockRejectedValueOnce({
    code: 'invalid_fields',
    message: 'Not saved',
    params: {},
    words: null,
    fields: [{ field: 'name', problem: { kind: 'taken', value: 'claims' } }],
  })
  const user = shown({ partialSave: save })
  expect(await screen.findByText("{% include 'care' %}")).toBeTruthy()
  expect(await screen.findByRole('link', { name: 'Page' })).toBeTruthy()
  await user.clear(screen.getByLabelText('Name'))
  await user.type(screen.getByLabelText('Name'), 'claims')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect((await screen.findByRole('alert')).textContent).toContain('“claims” is already in use')
  await user.type(screen.getByLabelText('Name'), '2{Control>}{Enter}{/Control}')
  await waitFor(() => expect(save).toHaveBeenLastCalledWith('q', { name: 'claims2', text: 'Wash cold.' }))
})

test('a deleted part is brought back by undo', async () => {
  const remove = vi.fn<Backend['partialsDelete']>(() => Promise.resolve())
  const restore = vi.fn<Backend['partialsRestore']>(() => Promise.resolve())
  const user = shown({ partialsDelete: remove, partialsRestore: restore })
  await screen.findByDisplayValue('care')
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  expect(remove).toHaveBeenCalledWith(['q'])
  await user.click(await screen.findByRole('button', { name: /Undo/ }))
  expect(restore).toHaveBeenCalledWith(['q'])
})
