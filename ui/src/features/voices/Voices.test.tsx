import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { ToneSlider, Voice, VoiceFields, VoiceProposal } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import '../../i18n'
import Briefs from '../briefs/Briefs'
import { ToneSliders } from './ToneSliders'

beforeEach(() => {
  location.hash = '#/briefs?tab=voices'
})
afterEach(cleanup)

const fields: VoiceFields = {
  name: 'House',
  brand: '',
  description: 'Quiet.',
  tones: [{ low: 'formal', high: 'casual', value: 3 }],
  dos: [],
  donts: [],
  use_words: ['linen'],
  avoid_words: [],
  glossary: [],
  samples: [],
}
const voice = {
  ...fields,
  id: 'v',
  version: 2,
  created_at: '2026-11-20T10:00:00Z',
  updated_at: '2026-11-20T10:00:00Z',
} as Voice
const proposal: VoiceProposal = {
  fields: {
    ...fields,
    name: '',
    description: 'Warm and exact.',
    tones: [{ low: 'formal', high: 'casual', value: 4 }],
    use_words: ['linen', 'mill'],
  },
  evidence: [
    { field: 'tones', proposal: 'casual', because: '12 contractions in 40 sentences' },
    { field: 'use_words', proposal: 'mill', because: '7 times in 3 texts' },
  ],
  words: 412,
}

function shown(parts: Partial<Backend> = {}) {
  const saved = vi.fn<Backend['voiceSave']>((_, next) => Promise.resolve({ ...voice, ...next, version: 3 }))
  const learn = vi.fn<Backend['voiceLearn']>(() => Promise.resolve(proposal))
  const { backend } = twin({
    voices: () => Promise.resolve([voice]),
    products: () => Promise.resolve({ total: 0, rows: [] }),
    voiceSave: saved,
    voiceLearn: learn,
    ...parts,
  })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Briefs />
      </QueryClientProvider>
    </BackendContext>,
  )
  return { saved, learn, user: userEvent.setup() }
}

test('a proposal is taken field by field, put back, and saved only by Save', async () => {
  const { saved, learn, user } = shown()
  await screen.findByDisplayValue('Quiet.')
  await user.keyboard('l')
  await user.type(screen.getByLabelText('Text 1 to learn from'), 'Woven at one mill.')
  await user.click(screen.getByRole('button', { name: 'Read them' }))
  expect(learn).toHaveBeenCalledWith({ samples: ['Woven at one mill.'], language: 'en' })
  expect(await screen.findByText('Read 412 words.')).toBeTruthy()
  expect(screen.getByText('mill: 7 times in 3 texts')).toBeTruthy()

  await user.click(screen.getByRole('button', { name: 'Take: Words to use' }))
  await user.click(screen.getByRole('button', { name: 'Take: Description' }))
  expect(screen.getByDisplayValue('Warm and exact.')).toBeTruthy()
  const described = screen.getByRole('region', { name: 'Description' })
  await user.click(within(described).getByRole('button', { name: 'Put back' }))
  expect(screen.getByDisplayValue('Quiet.')).toBeTruthy()
  expect(saved).not.toHaveBeenCalled()

  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(saved.mock.calls[0]).toMatchObject([
    'v',
    { description: 'Quiet.', use_words: ['linen', 'mill'], tones: [{ value: 3 }] },
  ])
})

test('a whole proposal is taken at once', async () => {
  const { saved, user } = shown()
  await screen.findByDisplayValue('Quiet.')
  await user.keyboard('l')
  await user.type(screen.getByLabelText('Text 1 to learn from'), 'Woven.')
  await user.click(screen.getByRole('button', { name: 'Read them' }))
  await user.click(await screen.findByRole('button', { name: 'Take all of it' }))
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(saved.mock.calls[0]).toMatchObject([
    'v',
    { description: 'Warm and exact.', use_words: ['linen', 'mill'], tones: [{ value: 4 }] },
  ])
})

test('what is refused is said at its field', async () => {
  const { user } = shown({
    voiceSave: () =>
      // a problem as the backend sends it
      // oxlint-disable-next-line prefer-promise-reject-errors
      Promise.reject({
        code: 'invalid_fields',
        message: 'Not saved',
        params: {},
        words: null,
        fields: [{ field: 'glossary', problem: { kind: 'too_many', limit: 500 } }],
      }),
  })
  await user.type(await screen.findByDisplayValue('Quiet.'), ' Exact.')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect((await screen.findByRole('alert')).textContent).toBe('At most 500 are allowed.')
  await user.click(screen.getByRole('button', { name: 'Discard changes' }))
})

test('an earlier version is looked at and saved again', async () => {
  const { saved, user } = shown({
    voiceVersions: () =>
      Promise.resolve([
        { version: 2, saved_at: '2026-11-20T10:00:00Z', by: 'Lena', fields },
        { version: 1, saved_at: '2026-11-19T10:00:00Z', by: '', fields: { ...fields, description: 'Loud.' } },
      ]),
  })
  await screen.findByDisplayValue('Quiet.')
  await user.click(screen.getByRole('radio', { name: 'Versions' }))
  await user.click(await screen.findByRole('button', { name: /Version 1/ }))
  expect(screen.getByText('Loud.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Restore version 1' }))
  await waitFor(() => expect(saved.mock.calls[0]).toMatchObject(['v', { description: 'Loud.' }]))
})

test('a slider is moved by the keyboard and says where it stands', async () => {
  function Host() {
    const [values, setValues] = useState<ToneSlider[]>([{ low: 'formal', high: 'casual', value: 3 }])
    return (
      <>
        <ToneSliders values={values} onChange={setValues} />
        <output>{values.map((one) => `${one.low}-${one.high}-${one.value}`).join()}</output>
      </>
    )
  }
  // jsdom has none, and the arrow keys of user-event look for it
  vi.stubGlobal('CSS', { escape: (text: string) => text })
  render(<Host />)
  const user = userEvent.setup()
  const group = screen.getByRole('radiogroup', { name: 'formal – casual' })
  within(group).getByRole('radio', { checked: true }).focus()
  await user.keyboard('{ArrowRight}{ArrowRight}')
  expect(screen.getByRole('status').textContent).toBe('formal-casual-5')
  expect(within(group).getByRole('radio', { name: 'very casual', checked: true })).toBe(
    document.activeElement,
  )
  await user.click(screen.getByRole('button', { name: 'Add a slider' }))
  await user.type(screen.getByLabelText('Slider 2, left word'), 'dry')
  await user.type(screen.getByLabelText('Slider 2, right word'), 'witty')
  expect(screen.getByRole('status').textContent).toBe('formal-casual-5,dry-witty-3')
})
