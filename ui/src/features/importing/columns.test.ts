import { expect, test } from 'vitest'
import type { ColumnView } from '../../backend/bindings'
import { retarget } from './Columns'

const column = (header: string, field: string): ColumnView => ({
  header,
  example: '',
  guessed: true,
  target: { field, fact: null },
})

test('a field is chosen once: the column that had it is left in the row', () => {
  const columns = [column('Titel', 'name'), column('Name', 'ignore'), column('Gewicht', 'ignore')]
  expect(retarget(columns, 1, 'name')).toEqual([
    { field: 'ignore', fact: null },
    { field: 'name', fact: null },
    { field: 'ignore', fact: null },
  ])
  expect(retarget(columns, 2, 'fact')[2]).toEqual({ field: 'fact', fact: 'Gewicht' })
})
