import { expect, test } from 'vitest'
import { parse } from './router'
import { initials } from './shell/Header'
import { suggested } from './features/exporting/form'

test('addresses are read, and an unknown one is the desk', () => {
  expect(parse('#/products/a%20b?x=1')).toMatchObject({ screen: 'products', id: 'a b' })
  expect(parse('#/nowhere').screen).toBe('desk')
  expect(parse('').id).toBeNull()
})

test('a person is two letters, or the last two characters of a Chinese name', () => {
  expect(['Robin Lee', 'Ada', '周小雨'].map(initials)).toEqual(['RL', 'A', '小雨'])
})

test('an export goes beside its workspace', () => {
  expect(suggested('/home/me/shop.db', 'Copydesk export', 'csv')).toBe('/home/me/Copydesk export.csv')
  expect(suggested('C:\\me\\shop.db', 'x', 'xlsx')).toBe('C:\\me\\x.xlsx')
})
