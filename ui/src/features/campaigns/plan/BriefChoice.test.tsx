import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Backend } from '../../../backend/backend'
import type { Brief, ChannelView } from '../../../backend/bindings'
import { makeQueryClient } from '../../../backend/client'
import { BackendContext } from '../../../backend/context'
import { twin } from '../../../backend/twin'
import { speak } from '../../../i18n'
import { BriefChoice } from './BriefChoice'
import { blank } from './plan'

beforeEach(() => speak('en'))
afterEach(cleanup)

const brief = (id: string, name: string, channel: string) =>
  ({ id, built_in: null, name, copy_language: '', channel }) as unknown as Brief
const briefs = [brief('a', 'Page copy', ''), brief('b', 'Short posts', 'x')]
const channels = [
  { channel: { id: 'x', family: 'social', name: { en: 'X', zh: 'X' } } },
  { channel: { id: 'sms', family: 'message', name: { en: 'Text message', zh: '短信' } } },
] as unknown as ChannelView[]

test('briefs stand with their channel, and a shipped one is added and chosen at once', async () => {
  const channelBrief = vi.fn<Backend['channelBrief']>(() =>
    Promise.resolve(brief('c', 'Text message', 'sms')),
  )
  const { backend } = twin({
    briefs: () => Promise.resolve(briefs),
    channels: () => Promise.resolve(channels),
    channelBrief,
  })
  const change = vi.fn()
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <BackendContext value={backend}>
        <BriefChoice plan={{ ...blank, briefs: ['b'] }} change={change} estimate={undefined} fields={[]} />
      </BackendContext>
    </QueryClientProvider>,
  )
  const posts = await screen.findByRole('group', { name: 'X' })
  expect(within(posts).getByRole<HTMLInputElement>('checkbox', { name: /Short posts/ }).checked).toBe(true)
  await userEvent.click(screen.getByRole('checkbox', { name: /Page copy/ }))
  expect(change).toHaveBeenLastCalledWith({ briefs: ['a', 'b'] })
  await userEvent.selectOptions(screen.getByLabelText('Add a channel’s brief'), 'sms')
  await waitFor(() => expect(change).toHaveBeenLastCalledWith({ briefs: ['b', 'c'] }))
  expect(channelBrief).toHaveBeenCalledWith('sms', 'en')
})
