import { expect, test } from 'vitest'
import type { Finding, Waiver } from '../../../backend/bindings'
import { grouped, isWaived, openIn } from './grouping'
import { letter } from './lettering'

const finding = (rule: string, start: number, end: number, over: Partial<Finding> = {}) =>
  ({
    rule,
    level: 'caution',
    field: 'title',
    part: null,
    start,
    end,
    text: `${start}-${end}`,
    ...over,
  }) as Finding
const rules = (findings: Finding[]) =>
  grouped(findings).map((group) => group.findings.map(({ rule }) => rule))

test('what four packs say about one word is one note: the most serious first, otherwise as they came', () => {
  const [group, ...others] = grouped([
    finding('general.best', 4, 8, { level: 'advice' }),
    finding('eu.best', 4, 8, { level: 'evidence' }),
    finding('uk.best', 4, 8),
    finding('us.best', 4, 8),
    finding('cn.best', 4, 8, { level: 'ban' }),
  ])
  expect(others).toEqual([])
  expect(group!.level).toBe('ban')
  expect(group!.findings.map(({ rule }) => rule)).toEqual([
    'cn.best',
    'uk.best',
    'us.best',
    'eu.best',
    'general.best',
  ])
})

test('overlapping words are joined to the whole of them, words that only touch are not', () => {
  const groups = grouped([
    finding('c', 8, 12),
    finding('a', 0, 5),
    finding('b', 3, 9),
    finding('next', 12, 15),
  ])
  expect(groups.map(({ start, end }) => [start, end])).toEqual([
    [0, 12],
    [12, 15],
  ])
  expect(groups[0]!.findings.map(({ rule }) => rule)).toEqual(['a', 'b', 'c'])
})

test('another field, another part, no place, and what is said of the whole stand alone', () => {
  expect(
    rules([
      finding('a', 0, 4),
      finding('other-field', 0, 4, { field: 'body' }),
      finding('nowhere', 0, 0),
      finding('nowhere-too', 0, 0),
      finding('limit.hard', 0, 90, { level: 'ban' }),
      finding('language.wrong', 0, 90),
      finding('b', 2, 6),
      finding('entry', 0, 4, { part: 0 }),
      finding('second-entry', 0, 4, { part: 1 }),
    ]),
  ).toEqual([
    ['a', 'b'],
    ['other-field'],
    ['nowhere'],
    ['nowhere-too'],
    ['limit.hard'],
    ['language.wrong'],
    ['entry'],
    ['second-entry'],
  ])
})

test('no finding is lost, and the order in which they came changes nothing but equals', () => {
  // a fixed pseudo-random row, so that a failure can be seen again
  let seed = 7
  const next = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below
  for (let round = 0; round < 50; round++) {
    const all = Array.from({ length: 20 }, (_, index) => {
      const start = next(30)
      return finding(`r${index}`, start, start + next(6), { part: next(2), field: next(2) ? 'title' : '' })
    })
    const groups = grouped(all)
    expect(groups.flatMap(({ findings }) => findings.map(({ rule }) => rule)).toSorted()).toEqual(
      all.map(({ rule }) => rule).toSorted(),
    )
    const spans = (list: Finding[]) =>
      grouped(list)
        .map(({ field, part, start, end }) => `${field} ${part} ${start} ${end}`)
        .toSorted()
    expect(spans(all.toReversed())).toEqual(spans(all))
    for (const { start, end, findings } of groups) {
      expect(start).toBe(Math.min(...findings.map((one) => one.start)))
      expect(end).toBe(Math.max(...findings.map((one) => one.end)))
    }
  }
})

test('a group asks for what is not waived; beside a ban nothing is asked for', () => {
  const both = [finding('a', 0, 4), finding('b', 0, 4), finding('c', 0, 4, { level: 'evidence' })]
  const waiver = { rule: 'a', field: 'title', text: '0-4' } as Waiver
  const asked = (findings: Finding[], waivers: Waiver[]) =>
    openIn(grouped(findings)[0]!, waivers).map(({ rule }) => rule)
  expect(asked(both, [])).toEqual(['a', 'b'])
  expect(asked(both, [waiver])).toEqual(['b'])
  const banned = [...both, finding('d', 2, 6, { level: 'ban' })]
  expect(asked(banned, [])).toEqual([])
  const all = [waiver, { ...waiver, rule: 'b' }]
  expect([isWaived(grouped(both)[0]!, [waiver]), isWaived(grouped(both)[0]!, all)]).toEqual([false, true])
  expect(isWaived(grouped(banned)[0]!, all)).toBe(false)
})

test('letters go on past the end, in both languages, and no two are the same', () => {
  const at = (language: string, ...indices: number[]) => indices.map((index) => letter(index, language))
  expect(at('en', 0, 25, 26, 27, 51, 52, 702)).toEqual(['a', 'z', 'aa', 'ab', 'az', 'ba', 'aaa'])
  expect(at('zh-CN', 0, 9, 10, 21, 22, 34, 35, 49, 50)).toEqual([
    '甲',
    '癸',
    '子',
    '亥',
    '㉓',
    '㉟',
    '㊱',
    '㊿',
    '(51)',
  ])
  for (const language of ['en', 'zh-CN'])
    expect(new Set(at(language, ...Array.from({ length: 800 }, (_, index) => index))).size).toBe(800)
})
