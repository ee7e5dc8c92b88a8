import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/backend'
import type { LedgerEntry, LedgerVerdict, Profile, Settings as Kept } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import '../../i18n'
import Profiles from '../profiles/Profiles'
import Settings from './Settings'

afterEach(cleanup)

function shown(hash: string, parts: Partial<Backend>) {
  location.hash = hash
  const { backend } = twin({ settings: () => Promise.resolve({ density: 'dense' } as Kept), ...parts })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        {hash.startsWith('#/profiles') ? <Profiles /> : <Settings />}
      </QueryClientProvider>
    </BackendContext>,
  )
  return userEvent.setup()
}

test('a second person is asked for by a switch that is saved at once', async () => {
  const save = vi.fn<Backend['approvalRulesSave']>((rules) => Promise.resolve(rules))
  const user = shown('#/settings/approval', {
    approvalRules: () => Promise.resolve({ second_person: false }),
    approvalRulesSave: save,
  })
  const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Another person approves' })
  await user.click(box)
  expect(save).toHaveBeenCalledWith({ second_person: true })
  await waitFor(() => expect(box.checked).toBe(true))
})

test('privacy is saved rule by rule, and what erases only by its button', async () => {
  const save = vi.fn<Backend['privacySave']>((privacy) => Promise.resolve(privacy))
  const user = shown('#/settings/privacy', {
    privacy: () => Promise.resolve({ local_only: false, mask: true, retention_days: null }),
    privacySave: save,
    privacySent: () => Promise.resolve([]),
  })
  await user.click(await screen.findByRole('checkbox', { name: 'Everything stays on this machine' }))
  expect(save).toHaveBeenLastCalledWith({ local_only: true, mask: true, retention_days: null })
  expect(
    await screen.findByText('Nothing was sent to anybody: every draft was written on this machine.'),
  ).toBeTruthy()

  await user.click(screen.getByRole('radio', { name: 'For a number of days' }))
  expect(screen.getByText(/What is erased cannot be brought back/)).toBeTruthy()
  const days = screen.getByRole('spinbutton', { name: 'Days' })
  await user.clear(days)
  await user.type(days, '0')
  expect(save).toHaveBeenCalledTimes(1)
  save.mockRejectedValueOnce({
    code: 'retention_range',
    message: '',
    params: { limit: '3660' },
    words: null,
    fields: [],
  })
  await user.click(screen.getByRole('button', { name: 'Save and erase what is older' }))
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Keep data for 1 to 3660 days, or without an end.',
  )
  await user.clear(days)
  await user.type(days, '90{Enter}')
  expect(save).toHaveBeenLastCalledWith({ local_only: true, mask: true, retention_days: 90 })
  expect(await screen.findByText('Saved.')).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what went where is a table', async () => {
  shown('#/settings/privacy', {
    privacy: () => Promise.resolve({ local_only: false, mask: true, retention_days: null }),
    privacySent: () =>
      Promise.resolve([
        {
          provider: 'Gateway',
          host: 'gateway.example',
          model: 'large',
          requests: 1312,
          first: '2026-11-01T10:00:00Z',
          last: '2026-11-20T10:00:00Z',
        },
      ]),
  })
  const table = within(await screen.findByRole('table', { name: 'What went where' }))
  expect(table.getByRole('rowheader', { name: 'Gateway' })).toBeTruthy()
  expect(table.getByText('1,312')).toBeTruthy()
})

const verdict: LedgerVerdict = { entries: 2, erased: 0, head: 'f00d', broken: null, message: '' }
const entry = (number: number): LedgerEntry => ({
  number,
  at: '2026-11-20T10:00:00Z',
  by: 'Lena',
  deed: 'rejected',
  draft: 'd',
  profile: null,
  detail: { reason: `Reason ${number}` },
  salt: '',
  commitment: '',
  previous: '',
  hash: '',
})

test('a ledger that does not hold says where, and one that holds gives its hash', async () => {
  const verify = vi.fn<Backend['ledgerVerify']>(() => Promise.resolve(verdict))
  verify.mockResolvedValueOnce({
    ...verdict,
    entries: 0,
    head: '',
    broken: { kind: 'gap', expected: 7, found: 9 },
  })
  const user = shown('#/settings/ledger', { ledger: () => Promise.resolve([]), ledgerVerify: verify })
  await user.click(await screen.findByRole('button', { name: 'Verify' }))
  const broken = await screen.findByRole('alert')
  expect(broken.textContent).toContain(
    'The ledger does not hold. Entry 7 is missing: number 9 comes in its place.',
  )
  await user.click(screen.getByRole('button', { name: 'Verify' }))
  expect(await screen.findByText('The ledger holds: 2 entries.')).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByLabelText<HTMLInputElement>('Hash of the newest entry').value).toBe('f00d')
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(await screen.findByText('Copied')).toBeTruthy()
  expect(await navigator.clipboard.readText()).toBe('f00d')
})

test('entries are filtered by deed and read on page by page', async () => {
  const read = vi.fn<Backend['ledger']>((before, deed) =>
    Promise.resolve(
      deed !== null
        ? []
        : before === null
          ? Array.from({ length: 50 }, (_, at) => entry(60 - at))
          : [entry(10)],
    ),
  )
  const user = shown('#/settings/ledger', { ledger: read })
  expect(await screen.findByText('Reason 60')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Show older entries' }))
  expect(await screen.findByText('Reason 10')).toBeTruthy()
  expect(read).toHaveBeenLastCalledWith(11, null, 50)
  expect(screen.queryByRole('button', { name: 'Show older entries' })).toBeNull()
  await user.selectOptions(screen.getByLabelText('What was done'), 'Approved')
  expect(await screen.findByText('Nothing of this kind was done.')).toBeTruthy()
  expect(read).toHaveBeenLastCalledWith(null, 'approved', 50)
})

test('an export for an auditor replaces a file only when the person says so', async () => {
  const write = vi.fn<Backend['ledgerExport']>(() => Promise.resolve(212))
  write.mockRejectedValueOnce({
    code: 'file_exists',
    message: '',
    params: { path: '/l.jsonl' },
    words: null,
    fields: [],
  })
  const user = shown('#/settings/ledger', {
    ledger: () => Promise.resolve([]),
    chooseSave: () => Promise.resolve('/l.jsonl'),
    ledgerExport: write,
  })
  await user.click(await screen.findByRole('button', { name: 'Export for an auditor…' }))
  await user.click(await screen.findByRole('button', { name: 'Replace it' }))
  expect(write.mock.calls).toEqual([
    ['/l.jsonl', false],
    ['/l.jsonl', true],
  ])
  expect(await screen.findByText(/Wrote 212 entries: \/l\.jsonl/)).toBeTruthy()
})

const profile: Profile = {
  id: 'f',
  created_at: '2026-11-20T10:00:00Z',
  updated_at: '2026-11-20T10:00:00Z',
  name: 'Trail runners',
  interests: ['Running'],
  language: 'en',
  tone: '',
  notes: '',
  local_only: true,
}

test('a profile is erased only once its name is typed, and what went is said', async () => {
  let profiles = [profile]
  const erase = vi.fn<Backend['profileErase']>(() => {
    profiles = []
    return Promise.resolve({ profiles: 1, drafts: 37, runs: 0, entries: 61, hosts: ['gateway.example'] })
  })
  const user = shown('#/profiles/f', { profiles: () => Promise.resolve(profiles), profileErase: erase })
  await user.click(await screen.findByRole('button', { name: 'Erase everywhere…' }))
  const form = within(screen.getByRole('form', { name: 'Erase “Trail runners” everywhere' }))
  const button = form.getByRole<HTMLButtonElement>('button', { name: 'Erase for good' })
  const field = form.getByLabelText('Type the name to confirm: Trail runners')
  expect(document.activeElement).toBe(field)
  await user.type(field, 'trail runners{Enter}')
  expect(button.disabled).toBe(true)
  expect(erase).not.toHaveBeenCalled()
  await user.clear(field)
  await user.type(field, 'Trail runners')
  await user.click(button)
  expect(erase).toHaveBeenCalledWith('Trail runners')
  const said = within(await screen.findByRole('region', { name: 'Erased.' }))
  expect(said.getByText('37 drafts, with all revisions')).toBeTruthy()
  expect(said.getByText('gateway.example')).toBeTruthy()
  expect(said.queryByText(/campaign/)).toBeNull()
})

test('a campaign that writes for a profile stands in the way, in place', async () => {
  const busy = {
    code: 'profile_in_run',
    message: '',
    params: { name: 'Trail runners', run: 'Autumn' },
    words: null,
    fields: [],
  }
  const user = shown('#/profiles/f', {
    profiles: () => Promise.resolve([profile]),
    profileErase: () => Promise.reject(busy),
  })
  await user.click(await screen.findByRole('button', { name: 'Erase everywhere…' }))
  await user.type(screen.getByLabelText('Type the name to confirm: Trail runners'), 'Trail runners{Enter}')
  expect((await screen.findByRole('alert')).textContent).toContain('“Autumn” writes for “Trail runners”')
})

test('that a profile stays on this machine is marked in the list and saved with it', async () => {
  const save = vi.fn<Backend['profileSave']>(() => Promise.resolve(profile))
  const user = shown('#/profiles/f', { profiles: () => Promise.resolve([profile]), profileSave: save })
  await user.click(await screen.findByRole('checkbox', { name: 'Stays on this machine' }))
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(save).toHaveBeenCalledWith('f', expect.objectContaining({ local_only: false }))
})
