import { expect, test } from 'vitest'
import { spoken } from './spoken'

test('a streamed answer is read by its words', () => {
  const answer = '```json\n{"headlines": ["Soft", "Quiet \\"night"], "text": "One\\nTwo'
  expect(spoken(answer)).toBe('Soft\nQuiet "night\n\nOne\nTwo')
  const talk =
    '{"turns":[{"speaker":"agent","text":"Yes.","basis":["Core"],"ask_person":false},{"speaker":"cust'
  expect(spoken(talk)).toBe('Yes.')
})

test('an escape or a name that is not whole yet is no word', () => {
  expect(spoken('{"text":"caf\\u00e')).toBe('caf')
  expect(spoken('{"text":"a\\')).toBe('a')
  expect(spoken('{"title":"Soft","descr')).toBe('Soft\n')
})

test('copy without fields is shown as it comes', () => {
  expect(spoken('Soft {sic} pillow')).toBe('Soft {sic} pillow')
})
