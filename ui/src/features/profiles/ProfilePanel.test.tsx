import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Profile, ProfileFields, SpecialFinding, SpecialSource } from '../../backend/bindings'
import { makeQueryClient } from '../../backend/client'
import { BackendContext } from '../../backend/context'
import { twin } from '../../backend/twin'
import { speak } from '../../i18n'
import { ProfilePanel } from './ProfilePanel'

beforeEach(() => speak('en'))
afterEach(cleanup)

const profile = {
  id: 'f',
  name: 'Bakers',
  interests: ['🧁 diabetes', 'tea'],
  notes: '',
  language: '',
  tone: '',
  local_only: false,
} as unknown as Profile

function found({ interests, notes }: ProfileFields): SpecialFinding[] {
  const places: [SpecialSource, string][] = [
    ...interests.map((text, interest): [SpecialSource, string] => [{ interest }, text]),
    ['notes', notes],
  ]
  const words = { diabetes: 'health', 怀孕: 'pregnancy' } as const
  return places.flatMap(([source, text]) =>
    Object.entries(words)
      .filter(([word]) => text.includes(word))
      .map(([word, category]) => {
        const start = [...text.slice(0, text.indexOf(word))].length
        const data = {
          kind: { special_category: category },
          start,
          end: start + [...word].length,
          text: word,
        }
        return {
          source,
          data,
          category,
          basis: { en: `GDPR, ${category}`, zh: `《个人信息保护法》${category}` },
        }
      }),
  )
}

function shown() {
  const { backend } = twin({ specialCategories: (fields) => Promise.resolve(found(fields)) })
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <BackendContext value={backend}>
        <ProfilePanel stored={profile} onClose={() => {}} />
      </BackendContext>
    </QueryClientProvider>,
  )
}

test('a word that lets something protected be inferred is said with its law, and its interest is marked', async () => {
  shown()
  expect(await screen.findByText('It can be inferred from “diabetes”.')).toBeTruthy()
  expect(screen.getByText('GDPR, health')).toBeTruthy()
  expect(screen.getByRole('img', { name: 'Can be inferred: Health' })).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Remove “🧁 diabetes”' }))
  await waitFor(() => expect(screen.queryByText('GDPR, health')).toBeNull())
  expect(screen.getByText('tea')).toBeTruthy()
})

test('the profile can be kept here instead', async () => {
  shown()
  await userEvent.click(await screen.findByRole('button', { name: 'Keep this profile on this machine' }))
  const field = screen.getByLabelText<HTMLInputElement>('Stays on this machine')
  expect(field.checked).toBe(true)
  expect(document.activeElement).toBe(field)
  expect(screen.getByText(/nothing of it goes to a server/)).toBeTruthy()
})

test('in the notes the words alone are taken out, and the law speaks the person’s language', async () => {
  await speak('zh-CN')
  shown()
  const notes = screen.getByLabelText<HTMLTextAreaElement>('备注')
  await userEvent.type(notes, '🧁 她已怀孕了')
  expect(await screen.findByText('《个人信息保护法》pregnancy')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: '去掉“怀孕”' }))
  expect(notes.value).toBe('🧁 她已了')
})
