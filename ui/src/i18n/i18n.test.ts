import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from './en'
import zh from './zh-CN'

type Tree = { [key: string]: string | Tree }
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )
const english = new Map(flat(en))
const chinese = new Map(flat(zh))

test('both languages say the same things', () => {
  expect([...chinese.keys()]).toEqual([...english.keys()])
  for (const [key, value] of [...english, ...chinese]) expect(value.trim(), key).not.toBe('')
})

test('a sentence names the same values in both languages', () => {
  const values = (text: string) => (text.match(/{{\w+}}/g) ?? []).toSorted()
  for (const [key, value] of english) expect(values(chinese.get(key)!), key).toEqual(values(value))
})

test('Chinese is Chinese', () => {
  // names, formats and English samples are the same everywhere
  const same = new Set(['field.sku', 'settings.sampleEnglish', 'settings.builtInDetail', 'row.field'])
  for (const [key, value] of chinese)
    if (!same.has(key)) expect(/\p{Script=Han}/u.test(value), `${key}: ${value}`).toBe(true)
})

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path]
  })

test('no component holds a sentence of its own', () => {
  const components = files('src').filter((path) => path.endsWith('.tsx') && !path.includes('.test.'))
  const found = components.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/>\s*([A-Za-z]{2,}[^<>{}=;():]*[a-z])\s*</g)]
      .map((match) => match[1]!)
      .filter((text) => /\s/.test(text.trim()))
      .map((text) => `${path}: ${text}`),
  )
  expect(found).toEqual([])
})
