import { cleanup, render, screen, within } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import type { Change, DraftView, Surprisal } from '../../../backend/bindings'
import { makeQueryClient } from '../../../backend/client'
import { BackendContext } from '../../../backend/context'
import { twin } from '../../../backend/twin'
import '../../../i18n'
import { drafted, pillow } from '../drafted'
import { Ticket } from '../Ticket'

afterEach(cleanup)

function section(view: DraftView, name: string) {
  const { backend } = twin({ briefs: () => Promise.resolve([]) })
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <BackendContext value={backend}>
        <Ticket view={view} revision={null} open onRevision={() => {}} />
      </BackendContext>
    </QueryClientProvider>,
  )
  const found = screen.getByRole('heading', { name }).closest('section')!
  return { found, within: within(found) }
}

const word = (text: string, said: string, probability: number) => {
  const start = [...text.slice(0, text.indexOf(said))].length
  return { start, end: start + [...said].length, mean: -Math.log(probability) }
}
const sure = (places: Surprisal['places']): Surprisal => ({ tokens: 12, mean: 0.5, perplexity: 1.65, places })

test('a shade lies on its own word, whatever stands before it', () => {
  const text = '🫖 保温杯 keeps tea hot'
  const words = [word(text, '保温杯', 0.7), word(text, 'keeps', 0.3), word(text, 'hot', 0.012)]
  const view = drafted(text, { view: { surprisal: sure([{ field: '', part: null, words }]) } })
  const { found, within: inside } = section(view, 'How sure the model was')
  const shaded = [...found.querySelectorAll('[title]')].map((one) => [
    one.firstChild?.textContent,
    one.getAttribute('title'),
  ])
  expect(shaded).toEqual([
    ['保温杯', 'Probability 70 %'],
    ['keeps', 'Probability 30 %'],
    ['hot', 'Probability 1.2 %'],
  ])
  // a person's words stand there too, with nothing said of them
  expect(inside.getByText('tea').hasAttribute('title')).toBe(false)
  inside.getByText('mean −ln P 0.50 · perplexity 1.65 · 12 tokens')
})

test('fields stand by their names, entries of a list by their place', () => {
  const named = (id: string, en: string) => ({ id, name: { en, zh: en }, composed_of: [], limits: [] })
  const view = drafted('', {
    draft: { channel: 'page', fields: { points: ['Soft', 'Washes at 40'], title: 'Quiet' } },
    view: {
      channel: {
        id: 'page',
        name: { en: 'Page', zh: '页' },
        fields: [named('title', 'Title'), named('points', 'Bullet points')],
      },
      surprisal: sure([{ field: 'points', part: 1, words: [word('Washes at 40', '40', 0.1)] }]),
    },
  })
  const { found, within: inside } = section(view, 'How sure the model was')
  expect(
    inside.getByText('Title').compareDocumentPosition(inside.getByText('Bullet points')) &
      Node.DOCUMENT_POSITION_FOLLOWING,
  ).toBeTruthy()
  const [shaded] = found.querySelectorAll('[title]')
  expect(shaded?.firstChild?.textContent).toBe('40')
  expect(shaded?.parentElement?.textContent).toContain('Washes at')
})

test('where no probabilities are known, it says which models give them', () => {
  const { within: inside } = section(drafted('Soft.', {}), 'How sure the model was')
  inside.getByText(/The built-in model tells it/)
  expect(inside.queryByText('Word by word')).toBeNull()
})

const change = (part: Partial<Change>): Change => ({
  of: 'product',
  name: 'Pillow',
  field: '',
  before: '',
  after: '',
  gone: false,
  ...part,
})

test('changes stand with their things; what the facts above show is named and not told twice', () => {
  const now = { ...pillow, price: '11', currency: 'CHF' }
  const view = drafted('Soft.', {
    view: {
      product_now: now,
      changes: [
        change({ field: 'price', before: '9', after: '11' }),
        change({ field: 'currency', before: 'EUR', after: 'CHF' }),
        change({ field: 'Filling', before: 'down', after: '' }),
        change({ of: 'profile', name: 'Yoga', field: 'local_only', before: 'false', after: 'true' }),
        change({
          of: 'brief',
          name: 'Copy',
          field: 'template',
          before: 'Write\nshort',
          after: 'Write\nlong',
        }),
        change({ of: 'voice', name: 'Hearth', gone: true }),
      ],
    },
  })
  const { found, within: inside } = section(view, 'What changed since')
  inside.getByText('Price, Currency: see the change above, under Product facts.')
  expect(inside.queryByText('11')).toBeNull()
  const rows = [...found.querySelectorAll('dl > div')].map((row) => row.textContent)
  expect(rows).toEqual([
    'Fillingdown removed',
    'Stays on this machineno yes',
    'TemplateSee what changedWrite\nshortlong',
  ])
  expect(within(inside.getByText('Hearth').closest('div')!).getByText('Deleted since.')).toBeTruthy()
})

test('when nothing changed, one sentence says so', () => {
  const { found } = section(drafted('Soft.', {}), 'What changed since')
  expect(found.querySelectorAll('p')).toHaveLength(1)
})
