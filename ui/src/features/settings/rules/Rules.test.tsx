import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../../backend/backend'
import type { Market, PackView, RuleSettings } from '../../../backend/bindings'
import { makeQueryClient } from '../../../backend/client'
import { BackendContext } from '../../../backend/context'
import { twin } from '../../../backend/twin'
import '../../../i18n'
import Settings from '../Settings'

beforeEach(() => {
  location.hash = '#/settings/rules'
})
afterEach(cleanup)

const words = (en: string) => ({ en, zh: `${en}（中）` })
const pack = (id: string, name: string, markets: Market[], phrases: string[]): PackView => ({
  id,
  version: '2026-11-25',
  name: words(name),
  markets,
  categories: [],
  advert: true,
  chat: false,
  sources: ['Advertising Law 2021-04-29'],
  on: true,
  rules: [
    {
      id: `${id}.term`,
      level: 'ban',
      phrases,
      words: {
        name: words(`${name}, term`),
        basis: words('Article 9'),
        message: words('It cannot be proved.'),
        suggestion: words('Say what is true.'),
      },
    },
  ],
})
const packs = [
  pack('cn.absolute', 'Absolute terms', ['cn'], ['最佳']),
  pack('us.free', 'Free offers', ['us'], ['100% free']),
]

function shown(settings: RuleSettings = { changes: [], own: [] }) {
  const save = vi.fn<Backend['rulesSave']>(() => Promise.resolve(3))
  const { backend } = twin({ rules: () => Promise.resolve({ packs, settings }), rulesSave: save })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Settings />
      </QueryClientProvider>
    </BackendContext>,
  )
  return { save, user: userEvent.setup() }
}

test('a pack that is turned off asks for a reason, and saving says what went back to review', async () => {
  const { save, user } = shown()
  await user.click(await screen.findByRole('switch', { name: 'Absolute terms: on or off' }))
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(save).not.toHaveBeenCalled()
  expect(screen.getByRole('alert').textContent).toBe(
    'Say why it is treated otherwise. One sentence is enough.',
  )
  await user.type(screen.getByLabelText('Why, for whoever asks later'), 'Sold in Chinese abroad only')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(save).toHaveBeenCalledWith({
    changes: [{ target: 'cn.absolute', set: 'off', reason: 'Sold in Chinese abroad only' }],
    own: [],
  })
  expect(await screen.findByText('Saved. 3 approvals went back to review.')).toBeTruthy()
})

test('a rule is treated otherwise with a reason, and set back', async () => {
  const { save, user } = shown({
    changes: [{ target: 'us.free.term', set: 'off', reason: 'Checked by hand' }],
    own: [],
  })
  await user.click(await screen.findByRole('button', { name: /Free offers/ }))
  const level = screen.getByRole('combobox', { name: 'Free offers, term: how it is treated' })
  expect((level as HTMLSelectElement).value).toBe('off')
  await user.selectOptions(level, 'Caution')
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(save).toHaveBeenLastCalledWith({
    changes: [{ target: 'us.free.term', set: { level: 'caution' }, reason: 'Checked by hand' }],
    own: [],
  })
})

test('an own rule is added, and a deleted one comes back in its place', async () => {
  const old = { id: 'own.old', level: 'ban' as const, phrases: ['old'], message: 'Old.', suggestion: '' }
  const { save, user } = shown({ changes: [], own: [old] })
  await user.click(await screen.findByRole('button', { name: 'Delete old' }))
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await user.click(screen.getByRole('button', { name: 'Add a rule' }))
  await user.type(screen.getByLabelText('Name'), 'Nick name')
  expect(screen.getByText(/own\.nick-name/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(save).not.toHaveBeenCalled()
  await user.type(screen.getByLabelText('Phrases, one a line'), 'cheap*{Enter}便宜')
  await user.type(screen.getByLabelText('What is wrong'), 'We are never cheap.')
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(save).toHaveBeenCalledWith({
    changes: [],
    own: [
      old,
      {
        id: 'own.nick-name',
        level: 'caution',
        phrases: ['cheap*', '便宜'],
        message: 'We are never cheap.',
        suggestion: '',
      },
    ],
  })
})

test('a search finds a rule by its phrases and opens its pack', async () => {
  const { user } = shown()
  await user.type(await screen.findByRole('searchbox', { name: 'Find a pack or a rule' }), '最佳')
  const row = screen.getByRole('button', { name: /Absolute terms/ }).closest('li')!
  expect(within(row).getByRole('combobox', { name: /Absolute terms, term/ })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Free offers/ })).toBeNull()
})
