import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import channelsFile from '../../../../assets/channels/channels.json'
import samplesFile from '../../../../assets/channels/samples.json'
import type { Backend } from '../../backend/backend'
import type {
  Channel,
  ChannelField,
  DraftView,
  FieldLength,
  FieldReport,
  FieldValue,
} from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import { speak } from '../../i18n'
import { Preview } from './Preview'
import { segments } from './segments'

afterEach(cleanup)
beforeEach(() => speak('en'))

/** The file leaves out what is usual; the backend fills it in. */
const channels = channelsFile.channels.map((channel) => ({
  ...channel,
  fields: channel.fields.map((field) => ({
    composed_of: [],
    rules: [],
    ...field,
    limits: ('limits' in field ? (field.limits ?? []) : []).map((limit) => ({
      min: null,
      together: false,
      note: null,
      ...limit,
    })),
  })),
})) as unknown as Channel[]
const channel = (id: string) => channels.find((one) => one.id === id)!
const sample = (id: string, language: 'en' | 'zh') =>
  samplesFile.samples.find((one) => one.channel === id)![language] as unknown as {
    product: { name: string }
    fields: Record<string, FieldValue>
  }

const none: FieldReport = { lengths: [], findings: [], claims: [], bases: [] }
const cut = (field: string, cut_at: number, part: number | null = null): FieldReport => ({
  lengths: [{ field, part, cut_at } as FieldLength],
  findings: [],
  claims: [],
  bases: [],
})

const client = makeQueryClient()
afterEach(() => client.clear())

function shown(
  of: Channel,
  fields: Record<string, FieldValue>,
  { report = none, language = 'en', parts = {} as Partial<Backend> } = {},
) {
  const { backend } = twin({
    emailHtml: () => Promise.resolve('<p style="color:red">Soft.</p>'),
    shop: () =>
      Promise.resolve({
        name: 'Shop',
        postal_address: '',
        unsubscribe: '',
        email_platform: 'other',
        policies: [],
      } as never),
    ...parts,
  })
  return render(
    <QueryClientProvider client={client}>
      <BackendContext value={backend}>
        <Preview
          channel={of}
          fields={fields}
          report={report}
          language={language}
          draftId="d"
          product={{ name: 'Can', brand: '', price: '18.50', currency: 'EUR', sku: 'C/1' }}
        />
      </BackendContext>
    </QueryClientProvider>,
  )
}

/** Fields that a preview shows behind a choice, or read aloud only. */
const BEHIND = new Set(['email.body', 'email.call_to_action'])

describe.each(channels.map((one) => [one.id, one] as const))('%s', (id, of) => {
  test.each(['en', 'zh'] as const)('shows every word of its sample, in %s', async (language) => {
    await speak(language === 'zh' ? 'zh-CN' : 'en')
    const { fields } = sample(id, language)
    const { container } = shown(of, fields, { language: language === 'zh' ? 'zh-CN' : 'en' })
    const combined = id === 'google-rsa'
    const plain = container.textContent!.replace(/\s+/g, '')
    for (const field of of.fields as ChannelField[]) {
      if (field.composed_of.length > 0 || BEHIND.has(`${id}.${field.id}`)) continue
      const value = fields[field.id] ?? ''
      const texts =
        typeof value === 'string' ? [value] : value.map((one) => (typeof one === 'string' ? one : one.text))
      // an ad shows the first three headlines and two descriptions
      const seen = combined ? texts.slice(0, field.id === 'headlines' ? 3 : 2) : texts
      for (const text of seen) expect(plain, `${field.id}: ${text}`).toContain(text.replace(/\s+/g, ''))
    }
  })

  test('says which fields are still empty', () => {
    shown(of, {})
    expect(screen.getByRole('region', { name: `Preview: ${of.name.en}` })).toBeTruthy()
    const [first] = of.fields
    expect(screen.getAllByText(first!.composed_of.length > 0 ? 'Whole post' : /./).length).toBeGreaterThan(0)
  })
})

test('what the platform cuts is behind "more", from the character that the backend names', async () => {
  const text = '🧣 A scarf that is longer than the place for it'
  const { container } = shown(
    channel('meta-ad'),
    { primary_text: text, headline: 'Scarf' },
    { report: cut('primary_text', 9) },
  )
  expect(container.textContent).toContain('🧣 A scarf…more')
  expect(container.textContent).not.toContain('longer')
  const more = screen.getByRole('button', { name: '…more' })
  expect(more.getAttribute('aria-expanded')).toBe('false')
  await userEvent.click(more)
  expect(container.textContent).toContain('🧣 A scarf that is longer than the place for it')
  expect(screen.getByText(/Primary text: cut after 125 characters on Meta ad\. Meta Ads Guide/)).toBeTruthy()
})

test('what the platform refuses is struck, and the legend says whose limit it is', () => {
  const { container } = shown(
    channel('google-rsa'),
    { headlines: ['Enamel watering can', 'Two'], descriptions: ['One', 'Two'] },
    { report: cut('headlines', 6, 0) },
  )
  expect(container.querySelector('s')!.textContent).toBe(' watering can')
  expect(
    screen.getByText(/Headlines: Google responsive search ad refuses more than 30 characters/),
  ).toBeTruthy()
})

test('another combination comes in a fixed order and begins again', async () => {
  const { container } = shown(channel('google-rsa'), {
    headlines: ['A1', 'A2', 'A3', 'A4'],
    descriptions: ['D1', 'D2'],
  })
  expect(container.textContent).toContain('A1 | A2 | A3')
  const another = screen.getByRole('button', { name: 'Another combination' })
  await userEvent.click(another)
  expect(container.textContent).toContain('A2 | A3 | A4')
  expect(container.textContent).toContain('D2 D1')
  for (let press = 0; press < 3; press++) await userEvent.click(another)
  expect(container.textContent).toContain('A1 | A2 | A3')
})

test('copy is text, whatever it looks like', () => {
  const { container } = shown(channel('personalised'), {
    title: '<b>T</b>',
    text: '<img src=x onerror=alert(1)>',
  })
  expect(container.querySelector('b, img')).toBeNull()
  expect(container.textContent).toContain('<img src=x onerror=alert(1)>')
})

test('an email is shown in a frame that may do nothing, at two widths and as plain text', async () => {
  const { fields } = sample('email', 'en')
  shown(channel('email'), fields)
  const frame = await screen.findByTitle('The email as HTML')
  expect(frame.getAttribute('sandbox')).toBe('')
  expect(frame.getAttribute('srcdoc')).toContain('Soft.')
  await userEvent.click(screen.getByRole('radio', { name: 'Desktop' }))
  expect(screen.getByText('Opened on a desktop, as last saved')).toBeTruthy()
  await userEvent.click(screen.getByRole('radio', { name: 'Plain text' }))
  expect(screen.getByText(/The rose comes off when you want a plain stream/)).toBeTruthy()
})

test('the frame shows what was saved, as soon as it is', async () => {
  const emailHtml = vi.fn<Backend['emailHtml']>(() => Promise.resolve('<p>First.</p>'))
  const saved = (updated_at: string) => ({ draft: { updated_at } }) as DraftView
  client.setQueryData(['draft', 'd'], saved('1'))
  shown(channel('email'), sample('email', 'en').fields, { parts: { emailHtml } })
  await screen.findByTitle('The email as HTML')
  emailHtml.mockImplementation(() => Promise.resolve('<p>Second.</p>'))
  act(() => void client.setQueryData(['draft', 'd'], saved('2')))
  await waitFor(() =>
    expect(screen.getByTitle('The email as HTML').getAttribute('srcdoc')).toContain('Second.'),
  )
})

test('an email is exported beside what is there only after a second word', async () => {
  const emailExport = vi.fn<Backend['emailExport']>((_, path, overwrite) =>
    overwrite
      ? Promise.resolve({ path, rows: 1, bytes: 2000 })
      : Promise.reject({ code: 'file_exists', message: '', params: { path }, words: null, fields: [] }),
  )
  const chooseSave = vi.fn<Backend['chooseSave']>(() => Promise.resolve('/tmp/C-1.html'))
  shown(channel('email'), sample('email', 'en').fields, { parts: { emailExport, chooseSave } })
  await userEvent.click(screen.getByRole('button', { name: 'Export this email…' }))
  expect(chooseSave.mock.calls[0]![0]).toBe('C-1.html')
  await userEvent.click(await screen.findByRole('button', { name: 'Replace it' }))
  expect(await screen.findByText(/Wrote the email as HTML/)).toBeTruthy()
  expect(emailExport.mock.calls.map((call) => call[2])).toEqual([false, true])
})

test('what the shop has not said yet is named in words', async () => {
  const emailExport = () =>
    Promise.reject({
      code: 'footer_missing',
      message: '',
      params: { gaps: 'postal_address, unsubscribe' },
      words: null,
      fields: [],
    })
  shown(channel('email'), sample('email', 'en').fields, {
    parts: { emailExport, chooseSave: () => Promise.resolve('/tmp/a.html') },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Export this email…' }))
  expect(await screen.findByText(/postal address, page for leaving the list/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'To the shop’s settings' })).toBeTruthy()
})

test('a text message is parted where the network parts it', () => {
  expect(segments('a'.repeat(160))).toEqual({ encoding: 'GSM-7', parts: ['a'.repeat(160)] })
  expect(segments('a'.repeat(161)).parts.map((part) => part.length)).toEqual([153, 8])
  // a bracket takes two places and stays whole
  expect(segments(`${'a'.repeat(152)}[${'a'.repeat(20)}`).parts.map((part) => part.length)).toEqual([152, 21])
  expect(segments('壶'.repeat(70)).parts).toHaveLength(1)
  expect(segments('壶'.repeat(71)).parts.map((part) => part.length)).toEqual([67, 4])
  expect(segments('')).toEqual({ encoding: 'GSM-7', parts: [] })
  const { container } = shown(channel('sms'), { text: 'a'.repeat(161) })
  expect(screen.getByRole('note', { name: 'Segment 2 begins' })).toBeTruthy()
  expect(container.textContent).toContain('2 segments')
})

test('an answer names what it rests on, and where a person is asked', () => {
  shown(channel('dialogue'), sample('dialogue', 'en').fields)
  expect(screen.getByText('Rose')).toBeTruthy()
  expect(screen.getByText(/asks a person/)).toBeTruthy()
})
