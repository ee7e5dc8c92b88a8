import { expect, test } from 'vitest'
import { compare, ownShare } from './diff'
import { align, sentences } from './sentences'

const own = (before: string, after: string, language: string) =>
  compare(before, after, language)
    .filter((piece) => piece.kind === 'added')
    .map((piece) => piece.text.trim())

test('differences are words, in English and in Chinese', () => {
  expect(own('The lid locks.', 'The lid opens and locks.', 'en')).toEqual(['opens and'])
  expect(own('杯盖可以上锁。', '杯盖可以单手打开。', 'zh-CN').join('')).toBe('单手打开')
  expect(compare('', '', 'en')).toEqual([])
})

test('a comparison loses nothing, whatever the script', () => {
  const [before, after] = ['Mug 🫖 cup', 'وعاء Mug 🥣 热茶 cup']
  const pieces = compare(before, after, '')
  const join = (kinds: string[]) =>
    pieces
      .filter((piece) => kinds.includes(piece.kind))
      .map((piece) => piece.text)
      .join('')
  expect(join(['same', 'added'])).toBe(after)
})

test('the share of own words is 0 for a copy and 1 for another text', () => {
  expect(ownShare(compare('Same words.', 'Same words.', 'en'))).toBe(0)
  expect(ownShare(compare('alpha beta', 'gamma delta', 'en'))).toBe(1)
})

test('sentences end where people end them', () => {
  expect(sentences('One. Two!\n\nThree', 'en')).toEqual(['One.', 'Two!', 'Three'])
  expect(sentences('第一句。第二句！', 'zh-CN')).toEqual(['第一句。', '第二句！'])
  expect(sentences('', 'en')).toEqual([])
})

test('a sentence stands beside the one it is like, and what is missing leaves a gap', () => {
  const base = ['The wall is steel.', 'The lid locks.', 'Wash by hand.']
  expect(align(base, ['The wall is matt steel.', 'Wash by hand only.'], 'en')).toEqual([
    ['The wall is matt steel.'],
    [],
    ['Wash by hand only.'],
  ])
  expect(align(base, ['Entirely other words here.'], 'en').flat()).toEqual(['Entirely other words here.'])
  expect(align([], ['A.', 'B.'], 'en')).toEqual([['A.', 'B.']])
})
