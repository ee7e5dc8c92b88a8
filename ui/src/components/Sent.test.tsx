import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { PersonalData, PromptPreview } from '../backend/bindings'
import '../i18n'
import { Sent } from './Sent'

afterEach(cleanup)

const mark = (content: string, text: string, kind: PersonalData['kind']): PersonalData => {
  const start = [...content.slice(0, content.indexOf(text))].length
  return { kind, start, end: start + [...text].length, text }
}
const shown = (part: Partial<PromptPreview>) =>
  render(
    <Sent
      preview={{
        prompt: '',
        messages: [],
        marks: [],
        replaced: [],
        local_only: false,
        destination: { provider: 'Gateway', model: 'large', host: 'llm.example' },
        warnings: [],
        product_name: 'Pillow',
        profile_name: null,
        ...part,
      }}
    />,
  )
const marked = () =>
  [...document.querySelectorAll('mark[title]')].map((one) => [
    one.firstChild?.textContent,
    one.getAttribute('title'),
  ])

test('each message has its own marks on its own words, also behind emoji and Chinese', () => {
  const system = 'Write for 李雷 🧘 who prays.'
  const brief = '🫖 枕头: notes by ⟦NAME_1⟧, call 555 0100. ⟦NAME_1⟧ knows.'
  shown({
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: brief },
    ],
    marks: [
      [mark(system, 'prays', { special_category: 'religion' })],
      // a placeholder may come as a mark too: it is still drawn once
      [mark(brief, '⟦NAME_1⟧', 'name'), mark(brief, '555 0100', 'phone')],
    ],
    replaced: [{ placeholder: '⟦NAME_1⟧', text: 'Lena Marsh', kind: 'name' }],
  })
  expect(marked()).toEqual([
    ['prays', 'Special category: religion'],
    ['⟦NAME_1⟧', 'Stands for Lena Marsh (name)'],
    ['555 0100', 'Personal data: phone number'],
    ['⟦NAME_1⟧', 'Stands for Lena Marsh (name)'],
  ])
  const legend = within(screen.getByRole('list', { name: 'What is marked' }))
  legend.getByText('Special category, not replaced: religion')
  expect(screen.getByText('Lena Marsh').closest('li')?.textContent).toBe(
    '⟦NAME_1⟧ ←stands for Lena Marsh name',
  )
})

test('the legend lists only what occurs, and is left out with nothing to say', () => {
  const content = 'Mail ada@example.org'
  const messages = [{ role: 'user', content }] as PromptPreview['messages']
  const { unmount } = shown({ messages, marks: [[mark(content, 'ada@example.org', 'email')]] })
  expect(screen.getAllByRole('listitem')).toHaveLength(1)
  unmount()
  shown({ messages, marks: [[]] })
  expect(screen.queryByRole('listitem')).toBeNull()
  screen.getByText(content)
})

test('what must stay says so with its lock, and that a server is refused it', () => {
  const { unmount } = shown({
    local_only: true,
    destination: { provider: 'Built-in', model: 'small', host: null },
  })
  screen.getByText(/^Stays on this machine/)
  expect(screen.queryByRole('alert')).toBeNull()
  unmount()
  shown({ local_only: true })
  screen.getByText(/^Stays on this machine/)
  expect(screen.getByRole('alert').textContent).toMatch(/llm\.example, and it will be refused/)
  expect(screen.queryByText(/This leaves your machine/)).toBeNull()
})
