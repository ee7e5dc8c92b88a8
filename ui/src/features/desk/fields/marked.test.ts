import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Finding } from '../../../backend/bindings'
import i18next from '../../../i18n'
import { compare } from '../../../text/diff'
import { bases } from './FieldCopy'
import { marked, notesOf } from './marked'

const finding = (start: number, end: number, level: Finding['level'] = 'caution', rule = 'x') =>
  ({ rule, level, field: 'title', part: null, start, end, text: 'x' }) as Finding

test('what was found is marked where it stands, whoever wrote it, and counted in characters', () => {
  const text = '😀 warm and soft'
  const notes = notesOf([finding(2, 10)], [text], false, 'en')
  const runs = marked(text, compare('😀 warm', text, 'en'), notes, 11)
  expect(runs.map((run) => run.text).join('')).toBe(text)
  const inside = runs.filter((run) => run.level === 'caution')
  expect(inside.map((run) => run.text).join('')).toBe('warm and')
  expect(inside.flatMap((run) => run.letters)).toEqual(['a'])
  expect(new Set(inside.map((run) => run.kind))).toEqual(new Set(['same', 'added']))
  expect(runs.find((run) => run.cut)?.text.startsWith('soft')).toBe(true)
})

test('a group has one letter behind its last word; each word is drawn as seriously as it is', () => {
  const text = 'the best and softest pillow, and cheap'
  const found = [finding(4, 8, 'ban'), finding(4, 20, 'evidence', 'y'), finding(4, 8, 'caution', 'z')]
  const notes = notesOf([...found, finding(33, 38)], [text], false, 'en')
  const drawn = marked(text, [{ text, kind: 'same' }], notes, null).filter((run) => run.level)
  expect(drawn.map((run) => [run.text, run.level, run.letters])).toEqual([
    ['best', 'ban', []],
    [' and softest', 'evidence', ['a']],
    ['cheap', 'caution', ['b']],
  ])
  expect(drawn[0]!.notes).toEqual(drawn[1]!.notes)
  expect(drawn[0]!.notes).not.toEqual(drawn[2]!.notes)
})

test('a note about all of a text is not drawn under every word, unless it is a ban', () => {
  const levels = (level: Finding['level']) => {
    const notes = notesOf([finding(0, 4, level)], ['warm'], false, 'en')
    return marked('warm', [{ text: 'warm', kind: 'same' }], notes, null).map((run) => run.level)
  }
  expect(levels('caution')).toEqual([null])
  expect(levels('ban')).toEqual(['ban'])
})

test('an entry that was moved is not called new', () => {
  expect(bases(['b', 'a', 'new'], ['a', 'b', 'c'])).toEqual({ of: ['b', 'a', 'c'], gone: [] })
})

/** Rules that say one thing of what is too long and another of what is too short, or several things. */
const PARTED: Record<string, string[]> = {
  'dialogue.order': ['dialogue.begin', 'dialogue.repeat'],
  'merge_tag.changed': ['merge_tag.changed', 'merge_tag.added'],
}
const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : [path]
  })

test('every rule of the checks has a sentence', () => {
  const rust = sources('../src-tauri/crates/checks/src')
    .map((path) => readFileSync(path, 'utf8').split('#[cfg(test)]')[0])
    .join('\n')
  const rules = [
    ...rust.matchAll(
      /"((?:limit|rule|field|merge_tag|voice|glossary|language|dialogue|localise)\.[a-z_]+)"/g,
    ),
  ]
  const keys = new Set([...rules.map((match) => match[1]!), 'email.footer_missing'])
  expect(keys.size).toBeGreaterThan(15)
  for (const rule of keys) {
    const said = rule.startsWith('limit.') ? [`${rule}.long`, `${rule}.short`] : (PARTED[rule] ?? [rule])
    for (const key of said) expect(i18next.exists(`finding.${key}`), key).toBe(true)
  }
})
