import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { ProviderView } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import { speak } from '../../i18n'
import { Localise } from './Localise'

beforeEach(() => speak('en'))
afterEach(cleanup)

function shown(localise: Backend['localise']) {
  const { backend } = twin({
    providers: () =>
      Promise.resolve([
        { id: 'v', name: 'Here', default: true, host: null, built_in: true },
        { id: 'w', name: 'Gateway', default: false, host: 'gateway.example', built_in: false },
      ] as ProviderView[]),
    localise,
  })
  const close = vi.fn()
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <BackendContext value={backend}>
        <Localise drafts={['a', 'b']} onClose={close} />
      </BackendContext>
    </QueryClientProvider>,
  )
  return close
}

test('drafts are asked for in the language and at the provider that were chosen', async () => {
  const localise = vi.fn<Backend['localise']>(() => Promise.resolve({ run: 'r', drafts: 2 }))
  const close = shown(localise)
  expect(screen.getByRole('region', { name: 'What is kept' })).toBeTruthy()
  await screen.findByRole('option', { name: /Gateway/ })
  await userEvent.selectOptions(screen.getByLabelText('Into'), 'de')
  await userEvent.selectOptions(screen.getByLabelText('Where it is written'), 'w')
  await userEvent.click(screen.getByRole('button', { name: 'Write 2 drafts' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(localise).toHaveBeenCalledWith({ drafts: ['a', 'b'], language: 'de', provider: 'w' })
})

test('a missing language is asked for, and the sheet stays', async () => {
  const close = shown(() =>
    Promise.reject({ code: 'missing_language', message: '', params: {}, words: null, fields: [] }),
  )
  await userEvent.click(screen.getByRole('button', { name: 'Write 2 drafts' }))
  expect(await screen.findByText('Say which language the copy is to be in.')).toBeTruthy()
  expect(close).not.toHaveBeenCalled()
})
