import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { TagField } from './components/TagField'
import './i18n'
import { useKeys } from './keys'

afterEach(cleanup)

function Screen({ act }: { act: (key: string) => void }) {
  useKeys([
    { key: 'r', label: 'Reject', run: () => act('r') },
    { key: 'mod+Enter', label: 'Save', run: () => act('save') },
  ])
  return <input aria-label="Name" />
}

test('single letters act on the screen and never while somebody types', async () => {
  const act = vi.fn()
  render(<Screen act={act} />)
  const user = userEvent.setup()
  await user.keyboard('r')
  await user.click(screen.getByLabelText('Name'))
  await user.keyboard('rr{Control>}{Enter}{/Control}')
  expect(act.mock.calls.flat()).toEqual(['r', 'save'])
})

test('interests are added by Enter and by a comma of either script, and taken back by Backspace', async () => {
  const change = vi.fn()
  const { rerender } = render(<TagField label="Interests" values={['yoga']} onChange={change} />)
  const user = userEvent.setup()
  const input = screen.getByLabelText('Interests')
  await user.type(input, 'tea{Enter}')
  expect(change).toHaveBeenLastCalledWith(['yoga', 'tea'])
  rerender(<TagField label="Interests" values={['yoga', 'tea']} onChange={change} />)
  await user.type(input, '手冲咖啡，')
  expect(change).toHaveBeenLastCalledWith(['yoga', 'tea', '手冲咖啡'])
  await user.type(input, '{Backspace}')
  expect(change).toHaveBeenLastCalledWith(['yoga'])
})
