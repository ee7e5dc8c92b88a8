import { expect, test } from 'vitest'
import { duration, durationRange, money, moneyRange, numberRange, sentences } from './format'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('a sum has two digits, and more where it would look like nothing', () => {
  const nano = [0, 780_000_000, 99_000_000, 2_100_000, 1, 1_234_567_890_000]
  expect(nano.map((sum) => money(sum, 'USD', 'en'))).toEqual([
    '$0.00',
    '$0.78',
    '$0.099',
    '$0.0021',
    '$0.000000001',
    '$1,234.57',
  ])
  expect(money(780_000_000, 'CNY', 'zh-CN')).toBe('¥0.78')
  expect(money(1_000_000_000, 'not a code', 'en')).toBe('1.00 not a code')
})

test('both ends of a range are said to the same digit', () => {
  expect(moneyRange(1_120_000_000, 1_610_000_000, 'USD', 'en')).toBe('$1.12 – $1.61')
  expect(moneyRange(9_900_000, 150_000_000, 'USD', 'en')).toBe('$0.0099 – $0.1500')
  expect(moneyRange(0, 0, 'EUR', 'en')).toBe('€0.00')
  expect(numberRange(408_000, 480_000, 'en')).toBe('408,000 – 480,000')
  expect(numberRange(3, 3, 'en')).toBe('3')
})

test('a time is said in the unit that people would use', () => {
  const seconds = [0, 45, 89, 300, 5399, 5400, 9000, 100_000, 200_000]
  expect(seconds.map((time) => plain(duration(time, 'en')))).toEqual([
    '0 sec',
    '45 sec',
    '89 sec',
    '5 min',
    '90 min',
    '1.5 hr',
    '2.5 hr',
    '28 hr',
    '2 days',
  ])
  expect(plain(duration(300, 'zh-CN'))).toBe('5分钟')
})

test('a range of times names its unit once, unless the ends differ', () => {
  expect(plain(durationRange(540, 840, 'en'))).toBe('9 – 14 min')
  expect(plain(durationRange(40, 180, 'en'))).toBe('40 sec – 3 min')
  expect(plain(durationRange(300, 310, 'en'))).toBe('5 min')
})

test('Chinese sentences follow each other without a space', () => {
  expect(sentences('en', 'One.', false, 'Two.')).toBe('One. Two.')
  expect(sentences('zh-CN', '一。', null, '二。')).toBe('一。二。')
})
