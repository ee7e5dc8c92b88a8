import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../../backend/backend'
import type { DraftView, Finding, Settings, Waiver, WorkspaceView } from '../../../backend/bindings'
import { makeQueryClient } from '../../../backend/client'
import { BackendContext } from '../../../backend/context'
import { twin } from '../../../backend/twin'
import { speak } from '../../../i18n'
import { Desk } from '../Desk'
import { DRAFTED_AT, drafted } from '../drafted'

afterEach(async () => {
  cleanup()
  await speak('en')
})

const text = 'The best pillow, and a quiet night.'
const best: Finding = {
  rule: 'pack.absolute',
  level: 'caution',
  field: '',
  part: null,
  start: 4,
  end: 8,
  text: 'best',
  basis: 'Article 9',
  message: 'In English',
  params: {},
  suggestion: '',
  words: {
    name: { en: 'Absolute term', zh: '绝对化用语' },
    basis: { en: 'Advertising Law, article 9', zh: '《广告法》第九条' },
    message: { en: '“best” cannot be shown.', zh: '“最好”无从证明。' },
    suggestion: { en: 'Say what it does.', zh: '改为说明特点。' },
  },
}
const quiet: Finding = {
  ...best,
  start: 23,
  end: 28,
  text: 'quiet',
  words: undefined,
  message: 'Is it quiet?',
}
function viewOf(findings: Finding[], waivers: Waiver[], approved = false): DraftView {
  const fingerprint = { text: 'a', facts: 'b', channel: '', rules: '3' }
  return drafted(text, {
    draft: {
      state: approved ? 'approved' : 'in_review',
      approval: approved ? { by: 'Lena Marsh', at: DRAFTED_AT, fingerprint } : null,
      waivers,
    },
    view: { report: { lengths: [], findings, claims: [], bases: [] } },
  })
}

function shown(findings: Finding[], parts: Partial<Backend> = {}, approved = false) {
  location.hash = '#/desk/d'
  let waivers: Waiver[] = []
  const view = () => viewOf(findings, waivers, approved)
  const waived = vi.fn<Backend['draftWaive']>((_, places, reason) => {
    const by = { reason, by: 'Lena Marsh', at: DRAFTED_AT }
    waivers = [...waivers, ...places.map((place) => ({ ...place, ...by }))]
    return Promise.resolve(view())
  })
  const withdrawn = vi.fn<Backend['draftWaiverWithdraw']>((_, places) => {
    const back = places.map(({ rule, text }) => `${rule} ${text}`)
    waivers = waivers.filter(({ rule, text }) => !back.includes(`${rule} ${text}`))
    return Promise.resolve(view())
  })
  const decided = vi.fn<Backend['draftsApprove']>(() => Promise.resolve([]))
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
    draft: () => Promise.resolve(view()),
    draftWaive: waived,
    draftWaiverWithdraw: withdrawn,
    draftsApprove: decided,
    ...parts,
  })
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Desk />
      </QueryClientProvider>
    </BackendContext>,
  )
  return { waived, withdrawn, decided, user: userEvent.setup() }
}

test('a caution is waived with a reason beside its words, stays in sight, and is taken back', async () => {
  const { waived, withdrawn, user } = shown([best])
  const notes = within(await screen.findByRole('list', { name: 'What was found in: Copy' }))
  expect(notes.getByText('“best” cannot be shown.')).toBeTruthy()
  expect(notes.getByText('Say what it does.', { exact: false })).toBeTruthy()
  expect(screen.getByText('1 caution open')).toBeTruthy()

  await user.click(notes.getByRole('button', { name: 'Waive: Absolute term' }))
  const field = notes.getByLabelText('Why may it stand?')
  expect(document.activeElement).toBe(field)
  await user.keyboard('  {Enter}')
  expect(notes.getByRole('alert').textContent).toMatch(/^Say why it may stand/)
  expect(waived).not.toHaveBeenCalled()
  // Esc leaves all as it was, and the screen's own Esc does not act
  await user.keyboard('{Escape}')
  expect(document.activeElement).toBe(notes.getByRole('button', { name: 'Waive: Absolute term' }))

  await user.keyboard('{Enter}')
  await user.type(notes.getByLabelText('Why may it stand?'), 'A registered slogan{Enter}')
  expect(waived).toHaveBeenCalledWith(
    'd',
    [{ rule: 'pack.absolute', field: '', text: 'best' }],
    'A registered slogan',
  )
  expect(await notes.findByText(/^Waived by Lena Marsh, .*: A registered slogan$/)).toBeTruthy()
  expect(notes.getByText('“best” cannot be shown.')).toBeTruthy()
  expect(screen.queryByText('1 caution open')).toBeNull()

  const back = notes.getByRole('button', { name: /^Take back/ })
  await waitFor(() => expect(document.activeElement).toBe(back))
  await user.click(back)
  expect(withdrawn).toHaveBeenCalledWith('d', [{ rule: 'pack.absolute', field: '', text: 'best' }])
  expect(await notes.findByRole('button', { name: 'Waive: Absolute term' })).toBeTruthy()
})

test('approval asks for a word on each open caution, in place, and goes on once all have one', async () => {
  const { decided, user } = shown([best, quiet])
  expect(await screen.findByText('2 cautions open')).toBeTruthy()
  // even from where the notes are not shown
  await user.click(screen.getByRole('radio', { name: 'Clean' }))
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(decided).not.toHaveBeenCalled()
  expect(screen.getByRole('alert').textContent).toMatch(/^Not approved yet/)
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Waive: Absolute term' }))
  for (const name of ['Waive: Absolute term', 'Waive: Finding']) {
    await user.click(screen.getByRole('button', { name }))
    await user.type(screen.getByLabelText('Why may it stand?'), 'Checked{Enter}')
    await waitFor(() => expect(screen.queryByRole('button', { name })).toBeNull())
  }
  await user.click(screen.getByRole('button', { name: /^Approve and next/ }))
  await waitFor(() => expect(decided).toHaveBeenCalledWith(['d']))
})

test('only cautions are waived: a ban says that it cannot be, advice and evidence ask for nothing', async () => {
  const { user } = shown([
    { ...best, level: 'ban' },
    { ...quiet, level: 'evidence' },
    { ...quiet, start: 10, level: 'advice' },
  ])
  await user.click(await screen.findByRole('button', { name: /Absolute term/ }))
  expect(screen.getByText('A ban cannot be waived. Change the words.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Waive/ })).toBeNull()
  expect(screen.queryByText(/cautions? open/)).toBeNull()
})

/** The same word, as other packs see it. */
const said = (of: string) => ({ en: of, zh: of })
const ofUk: Finding = {
  ...best,
  rule: 'uk.absolute',
  words: {
    name: said('Superlative'),
    basis: said('DMCC Act 2024 s. 226'),
    message: said('It needs evidence.'),
    suggestion: said('Say it otherwise.'),
  },
}
const ofEu: Finding = { ...ofUk, rule: 'eu.absolute', level: 'evidence' }

test('what several packs say of one word is one note, counted once, and waived with one reason', async () => {
  const { waived, withdrawn, user } = shown([ofEu, best, ofUk])
  const notes = within(await screen.findByRole('list', { name: 'What was found in: Copy' }))
  expect(screen.getByText('1 caution open')).toBeTruthy()
  expect(document.querySelectorAll('mark sup')).toHaveLength(1)
  expect(notes.getByText('“best” cannot be shown.')).toBeTruthy()
  expect(notes.getAllByText(/^→/)).toHaveLength(1)
  const head = notes.getByRole('button', { name: /a Absolute term and 2 more findings/ })
  expect(head.getAttribute('aria-expanded')).toBe('false')
  expect(notes.queryByText('DMCC Act 2024 s. 226')).toBeNull()
  await user.click(head)
  expect(head.getAttribute('aria-expanded')).toBe('true')
  expect(notes.getAllByText('DMCC Act 2024 s. 226')).toHaveLength(2)
  await user.click(head)
  expect(head.getAttribute('aria-expanded')).toBe('false')

  // by keyboard a note unfolds where the focus is
  await user.tab()
  expect(document.activeElement).toBe(notes.getByRole('button', { name: 'Waive: Absolute term' }))
  expect(head.getAttribute('aria-expanded')).toBe('true')
  await user.keyboard('{Enter}')
  expect(notes.getByText('One reason for 2 findings about these words.')).toBeTruthy()
  await user.type(notes.getByLabelText('Why may it stand?'), 'A slogan{Enter}')
  const places = ['pack.absolute', 'uk.absolute'].map((rule) => ({ rule, field: '', text: 'best' }))
  expect(waived).toHaveBeenCalledWith('d', places, 'A slogan')
  expect(await notes.findAllByText(/^Waived by Lena Marsh/)).toHaveLength(1)
  expect(screen.queryByText('1 caution open')).toBeNull()
  await user.click(notes.getByRole('button', { name: /^Take back/ }))
  expect(withdrawn).toHaveBeenCalledWith('d', places)
})

test('a ban among them still blocks, and nothing of the note is waived', async () => {
  shown([best, { ...ofUk, level: 'ban' }])
  expect(await screen.findByText('1 ban to mend')).toBeTruthy()
  expect(screen.queryByText(/cautions? open/)).toBeNull()
  expect(screen.queryByRole('button', { name: /^Waive/ })).toBeNull()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Approve and next/ }).disabled).toBe(true)
})

test('a note unfolds while its words are rested on, and they light while it has the focus', async () => {
  const { user } = shown([best, ofUk, quiet])
  const head = await screen.findByRole('button', { name: /Absolute term and/ })
  const words = screen.getByText('best', { selector: 'mark' })
  await user.hover(words)
  await waitFor(() => expect(head.getAttribute('aria-expanded')).toBe('true'))
  await user.unhover(words)
  expect(head.getAttribute('aria-expanded')).toBe('true')
  expect(words.className).not.toMatch(/lit/)
  act(() => head.focus())
  expect(words.className).toMatch(/lit/)
})

test('what goes wrong with a waiver is said at its finding and keeps the reason', async () => {
  const gone = { code: 'reviewer_missing', message: '', params: {}, words: null, fields: [] }
  const { user } = shown([best], { draftWaive: () => Promise.reject(gone) })
  await user.click(await screen.findByRole('button', { name: 'Waive: Absolute term' }))
  await user.type(screen.getByLabelText('Why may it stand?'), 'Checked{Enter}')
  expect((await screen.findByRole('alert')).textContent).toContain('carry a name')
  expect(screen.getByLabelText<HTMLInputElement>('Why may it stand?').value).toBe('Checked')
})

test('a rule pack speaks the language of the interface', async () => {
  await speak('zh-CN')
  shown([best])
  expect(await screen.findByText('“最好”无从证明。')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: /甲 绝对化用语/ }))
  expect(screen.getByText('《广告法》第九条')).toBeTruthy()
  expect(screen.getByText('1 处待说明')).toBeTruthy()
  expect(screen.getByRole('button', { name: '放行：绝对化用语' })).toBeTruthy()
})

test('the ticket tells what was done, and what the seal is bound to', async () => {
  const entry = {
    draft: 'd',
    profile: null,
    salt: '',
    commitment: '',
    previous: '',
    hash: '',
    at: DRAFTED_AT,
  }
  const { user } = shown(
    [],
    {
      ledgerOfDraft: () =>
        Promise.resolve([
          { ...entry, number: 1, by: 'Tom', deed: 'generated', detail: null },
          {
            ...entry,
            number: 2,
            by: 'Lena Marsh',
            deed: 'waived',
            detail: { findings: [{ text: 'best' }], reason: 'A slogan' },
          },
        ]),
    },
    true,
  )
  await user.click(await screen.findByText('What was done'))
  const done = within(await screen.findByRole('list', { name: 'What was done' }))
  expect((await done.findByText('“best”: A slogan')).closest('li')?.textContent).toContain('Lena Marsh')
  expect(done.getByText('detail erased')).toBeTruthy()
  expect(screen.getByText('What this approval is bound to')).toBeTruthy()
  expect(screen.getByText('not recorded then')).toBeTruthy()
})
