import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { Duty, Shop } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import '../../i18n'
import Settings from './Settings'

beforeEach(() => {
  location.hash = '#/settings/shop'
})
afterEach(cleanup)

const shop: Shop = {
  name: 'Hearth',
  postal_address: '',
  unsubscribe: '',
  email_platform: 'none',
  policies: [],
  markets: [],
}

const words = (text: string) => ({ en: text, zh: text })
const duty = (id: string, more: Partial<Duty>): Duty => ({
  id,
  name: words(`Duty ${id}`),
  markets: [],
  channels: [],
  since: '2025-09-01',
  label: 'never',
  words: words(''),
  place: 'end',
  metadata: [],
  declare: null,
  basis: words(`Law of ${id}`),
  note: words(''),
  sources: [],
  evidence: 'primary',
  ...more,
})

function shown(save: Backend['shopSave']) {
  const { backend } = twin({
    shop: () => Promise.resolve(shop),
    shopSave: save,
    disclosures: () =>
      Promise.resolve({
        dated: '2026-11',
        source_types: { generated: '', edited: '' },
        fields: {},
        duty: [
          duty('cn', { markets: ['cn'], label: 'always', words: words('AI-generated') }),
          duty('us', { markets: ['us'] }),
          duty('weibo', { channels: ['weibo'], declare: words('Declare it.') }),
        ],
      }),
  })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Settings />
      </QueryClientProvider>
    </BackendContext>,
  )
  return userEvent.setup()
}

test('what is refused is said at its row, keeps every letter, and is saved once it is mended', async () => {
  const save = vi.fn<Backend['shopSave']>((next) => Promise.resolve(next))
  save.mockRejectedValueOnce({
    code: 'invalid_fields',
    message: 'Not saved',
    params: {},
    words: null,
    fields: [{ field: 'policies', problem: { kind: 'missing' } }],
  })
  const user = shown(save)
  await user.type(await screen.findByLabelText('Postal address'), '1 Mill Lane')
  await user.click(screen.getByRole('radio', { name: 'Mailchimp' }))
  expect(screen.getByText('*|UNSUB|*')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Add a policy' }))
  await user.type(screen.getByLabelText('Policy 1, what holds'), 'Free within 30 days')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect((await screen.findByRole('alert')).textContent).toBe('This is needed.')
  expect(screen.getByDisplayValue('Free within 30 days')).toBeTruthy()
  await user.type(screen.getByLabelText('Policy 1, what it is about'), 'Returns')
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(save).toHaveBeenLastCalledWith({
    ...shop,
    postal_address: '1 Mill Lane',
    email_platform: 'mailchimp',
    policies: [{ subject: 'Returns', text: 'Free within 30 days' }],
  })
  expect(await screen.findByText('Saved.')).toBeTruthy()
})

test('the duties to disclose AI are those of the markets that are chosen, and of the platforms', async () => {
  const user = shown((next) => Promise.resolve(next))
  const duties = within(await screen.findByRole('region', { name: 'AI disclosure' }))
  expect(await duties.findByText('Duty us')).toBeTruthy()
  await user.click(screen.getByRole('checkbox', { name: 'China' }))
  expect(duties.queryByText('Duty us')).toBeNull()
  expect(duties.getByText('A visible label: “AI-generated”')).toBeTruthy()
  expect(duties.getByText('Declare it.')).toBeTruthy()
})
