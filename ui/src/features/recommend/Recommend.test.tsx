import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { Pick, Profile, Recommended } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { attachRuns } from '../../backend/runs'
import { twin } from '../../backend/twin'
import '../../i18n'
import Profiles from '../profiles/Profiles'
import Products from '../products/Products'

let detach = () => {}
beforeEach(() => {
  location.hash = '#/profiles/f?tab=products'
})
afterEach(() => {
  cleanup()
  detach()
})

const profile = { id: 'f', name: 'Yoga', interests: ['yoga'], language: 'en' } as Profile
const row = (id: string, name: string, score: number): Recommended => ({
  product: id,
  sku: id.toUpperCase(),
  product_name: name,
  product_language: 'en',
  price: '39 EUR',
  profile: 'f',
  profile_name: 'Yoga',
  profile_language: 'en',
  score,
  reasons: [
    { interest: 'yoga', fact: 'yoga', field: 'tags', words: ['yoga'], via: { kind: 'exact' }, weight: 1 },
    {
      interest: '瑜伽',
      fact: 'cork yoga mat',
      field: 'name',
      words: ['yoga'],
      via: { kind: 'concept', concept: 'yoga' },
      weight: 1,
    },
  ],
  pick: null,
})
const all = [row('a', 'Mat', 0.82), row('b', 'Block', 0.5), row('c', 'Strap', 0.4)]

function shown(parts: Partial<Backend> = {}, Screen: React.ComponentType = Profiles) {
  const picks = new Map<string, Pick | null>()
  const order = (one: Recommended) => ({ pinned: 0, none: 1, excluded: 2 })[one.pick ?? 'none']
  const pick = vi.fn<Backend['recommendPick']>((product, _, next) => {
    picks.set(product, next)
    return Promise.resolve()
  })
  const write = vi.fn<Backend['recommendationMessage']>(() => Promise.resolve({ run: 'r', drafts: 1 }))
  const { backend, tell } = twin({
    profiles: () => Promise.resolve([profile]),
    providers: () => Promise.resolve([]),
    settings: () => new Promise(() => {}),
    recommend: () =>
      Promise.resolve(
        all
          .map((one) => ({ ...one, pick: picks.get(one.product) ?? null }))
          .toSorted((a, b) => order(a) - order(b)),
      ),
    recommendPick: pick,
    recommendationMessage: write,
    ...parts,
  })
  detach = attachRuns(backend)
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Screen />
      </QueryClientProvider>
    </BackendContext>,
  )
  return { pick, write, tell, user: userEvent.setup() }
}
const names = () => [...document.querySelectorAll('tr[data-row] a')].map((one) => one.textContent)

test('a product is pinned and excluded by its keys, and excluded ones are folded at the end', async () => {
  const { pick, user } = shown()
  await screen.findByText('Mat')
  expect(screen.getAllByText('yoga → Tags: yoga')).toHaveLength(3)
  expect(screen.getAllByText('瑜伽 → cork yoga mat')).toHaveLength(3)
  expect(screen.getAllByText('by meaning: yoga')).toHaveLength(3)
  expect(screen.getByText('82')).toBeTruthy()
  await user.keyboard('{ArrowDown}p')
  expect(pick).toHaveBeenLastCalledWith('b', 'f', 'pinned')
  await waitFor(() => expect(names()).toEqual(['Block', 'Mat', 'Strap']))
  await user.keyboard('p')
  expect(pick).toHaveBeenLastCalledWith('b', 'f', null)
  await waitFor(() => expect(names()).toEqual(['Mat', 'Block', 'Strap']))
  await user.keyboard('x')
  expect(pick).toHaveBeenLastCalledWith('b', 'f', 'excluded')
  await waitFor(() => expect(names()).toEqual(['Mat', 'Strap']))
  // the one that follows is the next to decide on
  await waitFor(() => expect(document.activeElement?.getAttribute('data-row')).toBe('c'))
  await user.click(await screen.findByRole('button', { name: '1 excluded' }))
  expect(names()).toEqual(['Mat', 'Strap', 'Block'])
})

test('chosen products become one message, in the order of the table, and the desk opens its draft', async () => {
  const { write, tell, user } = shown()
  await screen.findByText('Mat')
  await user.keyboard('{ArrowDown} ')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(write).not.toHaveBeenCalled()
  await user.keyboard('{ArrowUp} {Control>}{Enter}{/Control}')
  expect(write).toHaveBeenCalledWith({ profile: 'f', products: ['a', 'b'], brief: null, provider: null })
  act(() =>
    tell({
      kind: 'draft_started',
      run: 'r',
      draft: 'd',
      product: 'a',
      product_name: 'Mat',
      profile: 'f',
      profile_name: 'Yoga',
      variant: 1,
    }),
  )
  await waitFor(() => expect(location.hash).toBe('#/desk/d'))
})

test('a profile without interests is told what to do, and a failure is said in place', async () => {
  shown({ recommend: () => Promise.resolve([]) })
  expect(await screen.findByText(/Nothing fits yet/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Look at its interests' })).toBeTruthy()
  cleanup()
  shown({
    recommendPick: () =>
      // a problem as the backend sends it
      // oxlint-disable-next-line prefer-promise-reject-errors
      Promise.reject({ code: 'not_found', message: '', params: {}, words: null, fields: [] }),
  })
  await screen.findByText('Mat')
  await userEvent.keyboard('p')
  expect((await screen.findByRole('alert')).textContent).toContain('not there any more')
})

test('a product shows the profiles to pitch it to, which lead on to their products', async () => {
  location.hash = '#/products/a?tab=profiles'
  const recommend = vi.fn<Backend['recommend']>(() => Promise.resolve([row('a', 'Mat', 0.82)]))
  const { pick, user } = shown(
    { recommend, product: () => Promise.resolve({ id: 'a', name: 'Mat' } as never) },
    Products,
  )
  const link = await screen.findByRole('link', { name: 'Yoga' })
  expect(link.getAttribute('href')).toBe('#/profiles/f?tab=products')
  expect(recommend).toHaveBeenCalledWith({ kind: 'for_product', product: 'a', top: 50 })
  await user.keyboard('x')
  expect(pick).toHaveBeenCalledWith('a', 'f', 'excluded')
  expect(screen.queryByRole('checkbox')).toBeNull()
})
