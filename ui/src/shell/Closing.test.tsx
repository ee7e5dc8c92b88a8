import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { DeskEvent } from '../backend/bindings'
import { attachCampaigns, stay } from '../backend/campaigns'
import { makeQueryClient } from '../backend/client'
import { BackendContext } from '../backend/context'
import { twin } from '../backend/twin'
import '../i18n'
import { useKeys } from '../keys'
import { Closing } from './Closing'

afterEach(() => {
  cleanup()
  act(stay)
})

const progress: DeskEvent = {
  kind: 'campaign_progress',
  live: [],
  progress: {
    run: 'r',
    state: 'running',
    pause: null,
    cells: 539,
    done: 312,
    failed: 0,
    unknown: 0,
    cancelled: 0,
    in_flight: 8,
    pace: 8,
    attempts: 320,
    tokens: 0,
    cost: null,
    per_minute: null,
    seconds_left: null,
    batches: null,
  },
}

function asked(calls: { keepGoing?: () => Promise<void>; pauseAndClose?: () => Promise<void> }) {
  const behind = vi.fn()
  const { backend, tell } = twin({ campaigns: () => Promise.resolve([]), ...calls })
  attachCampaigns(backend)
  function Behind() {
    useKeys([{ key: 'p', run: behind }])
    return <button>behind</button>
  }
  render(
    <BackendContext value={backend}>
      <QueryClientProvider client={makeQueryClient()}>
        <Behind />
        <Closing />
      </QueryClientProvider>
    </BackendContext>,
  )
  screen.getByText('behind').focus()
  act(() => {
    tell(progress)
    tell({ kind: 'close_asked', runs: ['r'] })
  })
  return { behind, user: userEvent.setup() }
}

test('closing asks, keeps the focus, and Escape stays', async () => {
  const { behind, user } = asked({})
  expect(screen.getByRole('alertdialog').textContent).toContain('312 of 539 drafts are written')
  const buttons = screen.getAllByRole('button').filter((one) => one.closest('[role=alertdialog]'))
  expect(document.activeElement).toBe(buttons[0])
  await user.tab({ shift: true })
  expect(document.activeElement).toBe(buttons.at(-1))
  await user.tab()
  expect(document.activeElement).toBe(buttons[0])
  await user.keyboard('p')
  expect(behind).not.toHaveBeenCalled()
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(document.activeElement).toBe(screen.getByText('behind'))
})

test('Enter keeps it going in the tray', async () => {
  const keepGoing = vi.fn(() => Promise.resolve())
  const { user } = asked({ keepGoing })
  await user.keyboard('{Enter}')
  expect(keepGoing).toHaveBeenCalledOnce()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('pausing says what is still under way', async () => {
  const pauseAndClose = vi.fn(() => Promise.resolve())
  const { user } = asked({ pauseAndClose })
  await user.tab()
  await user.keyboard('{Enter}')
  expect(pauseAndClose).toHaveBeenCalledOnce()
  expect((await screen.findByRole('status')).textContent).toContain('Finishing 8 requests')
  // it closes when they are finished, and cannot be waved away meanwhile
  await user.keyboard('{Escape}')
  expect(screen.getByRole('alertdialog')).toBeTruthy()
})

test('a system without a tray is said where the question stands', async () => {
  const problem = { code: 'no_tray', message: '', params: { detail: 'none' }, words: null, fields: [] }
  // a problem as the backend sends it
  // oxlint-disable-next-line prefer-promise-reject-errors
  const { user } = asked({ keepGoing: () => Promise.reject(problem) })
  await user.keyboard('{Enter}')
  expect((await screen.findByRole('alert')).textContent).toContain('no icon in a tray')
  expect(screen.getByRole('button', { name: 'Pause and close' })).toBeTruthy()
})
