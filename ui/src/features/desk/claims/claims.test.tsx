import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../../backend/backend'
import type { Claim, FactRef, Settings, WorkspaceView } from '../../../backend/bindings'
import { makeQueryClient } from '../../../backend/client'
import { BackendContext } from '../../../backend/context'
import { twin } from '../../../backend/twin'
import '../../../i18n'
import { Desk } from '../Desk'
import { drafted } from '../drafted'

afterEach(cleanup)

// an astral letter first: places are counted in scalar values
const text = '𝒜 kettle of 1.2 kg. It boils for two, as 500 campers say.'
const fact = (field: string, words: string): FactRef => ({ field, start: 0, end: words.length, text: words })
const at = (words: string) => [...text.slice(0, text.indexOf(words))].length
const claim = (words: string, part: Partial<Claim>): Claim => ({
  field: '',
  part: null,
  start: at(words),
  end: at(words) + words.length,
  text: words,
  kind: 'measure',
  standing: 'unsupported',
  facts: [],
  ...part,
})
const product = {
  id: 'p',
  name: 'Kettle',
  sku: 'K-1',
  price: '29',
  currency: 'EUR',
  category: '',
  brand: '',
  attributes: [
    { name: 'Weight', value: '1.4 kg' },
    { name: 'Serves', value: '2' },
  ],
  language: 'en',
}
const view = drafted(text, {
  product,
  view: {
    report: {
      lengths: [],
      findings: [],
      claims: [
        claim('1.2 kg', { standing: 'differs', facts: [fact('attribute:Weight', '1.4 kg')] }),
        claim('500 campers', { kind: 'number' }),
      ],
      bases: [
        {
          field: '',
          part: null,
          sentences: [
            { start: 0, end: at('It boils'), facts: [fact('attribute:Weight', '1.4 kg')], interests: [] },
            {
              start: at('It boils'),
              end: [...text].length,
              facts: [fact('attribute:Serves', '2')],
              interests: ['camping'],
            },
          ],
        },
      ],
    },
  },
})

function shown(accept: Backend['claimAccept'] = () => Promise.resolve(view)) {
  location.hash = '#/desk/d'
  const { backend } = twin({
    workspace: () =>
      Promise.resolve({
        counts: { draft: 0, in_review: 1, approved: 0, rejected: 0, malformed: 0 },
      } as WorkspaceView),
    settings: () => Promise.resolve({ reviewer: 'Lena Marsh' } as Settings),
    drafts: () => Promise.resolve({ total: 0, rows: [] }),
    channels: () => Promise.resolve([]),
    campaigns: () => Promise.resolve([]),
    briefs: () => Promise.resolve([]),
    draft: () => Promise.resolve(view),
    claimAccept: accept,
  })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Desk />
      </QueryClientProvider>
    </BackendContext>,
  )
  return userEvent.setup()
}

const bar = () => screen.getByRole('region', { name: 'This sentence rests on' })
/** The chip beside a row of the ticket. */
const chipOf = (name: string) =>
  [...document.querySelector('aside')!.querySelectorAll('dt')]
    .find((row) => row.textContent?.trim().startsWith(name))
    ?.querySelector('b')?.textContent

test('a claim says how it stands, and becomes a fact only with a source', async () => {
  const accept = vi.fn<Backend['claimAccept']>(() => Promise.resolve(view))
  const user = shown(accept)
  const claims = await screen.findByRole('region', { name: 'Claims' })
  expect(within(claims).getByText('1.2 kg, fact 1.4 kg')).toBeTruthy()
  expect(within(claims).getByText('no fact says this')).toBeTruthy()
  await user.click(within(claims).getByRole('button', { name: 'Accept as fact… “500 campers”' }))
  await user.keyboard('Sold')
  await user.click(screen.getByRole('button', { name: 'Accept as fact' }))
  expect(accept).not.toHaveBeenCalled()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Who says so')))
  expect(screen.getByText('Say who or what says so: without a source it is no fact.')).toBeTruthy()
  await user.keyboard('Survey of May 2026{Enter}')
  expect(accept).toHaveBeenCalledWith('d', {
    claim: '500 campers',
    name: 'Sold',
    value: '500 campers',
    source: 'Survey of May 2026',
  })
  expect(await screen.findByText('“500 campers” is a fact of the product now.')).toBeTruthy()
})

test('a name that a fact has already says what it would replace', async () => {
  const user = shown()
  await user.click(await screen.findByRole('button', { name: 'Accept as fact… “500 campers”' }))
  await user.keyboard('Weight')
  expect(screen.getByText('It takes the place of the fact “Weight: 1.4 kg”.')).toBeTruthy()
})

test('a key goes from sentence to sentence, and each lights its facts in the ticket', async () => {
  const user = shown()
  await screen.findByRole('region', { name: 'Claims' })
  expect(chipOf('Weight')).toBeUndefined()
  await user.keyboard('f')
  expect(within(bar()).getByText('1.4 kg')).toBeTruthy()
  expect(chipOf('Weight')).toContain('1')
  await user.keyboard('f')
  expect(within(bar()).getByText('camping')).toBeTruthy()
  expect(chipOf('Weight')).toBeUndefined()
  expect(chipOf('Serves')).toContain('2')
  await waitFor(() => expect(screen.getByText(/rests on 2 Serves 2\. It meets camping\./)).toBeTruthy(), {
    timeout: 2000,
  })
})

test('the sentence that is clicked lights its facts, and so does the one with the caret', async () => {
  const user = shown()
  const words = await screen.findByText(text)
  const clickAt = (offset: number) =>
    act(() => {
      getSelection()!.collapse(words.firstChild, offset)
      document.dispatchEvent(new Event('selectionchange'))
    })
  clickAt(text.indexOf('boils'))
  expect(within(bar()).getByText('It boils for two, as 500 campers say.')).toBeTruthy()
  await user.keyboard('{Enter}')
  const editor = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Copy' })
  act(() => {
    editor.setSelectionRange(4, 4)
    document.dispatchEvent(new Event('selectionchange'))
  })
  expect(chipOf('Weight')).toContain('1')
})
