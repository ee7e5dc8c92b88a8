import { readFileSync } from 'node:fs'
import { interpolate, parse, rgb, wcagContrast } from 'culori'
import { expect, test } from 'vitest'

const css = readFileSync('src/styles/tokens.css', 'utf8')
const tokens = (start: number) => {
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (oklch\([^)]+\))/g)].map((match) => [match[1]!, match[2]!]),
  )
}
const themes = {
  light: tokens(css.indexOf(':root {')),
  dark: tokens(
    css.indexOf(":root[data-theme='dark']") === -1
      ? css.indexOf(':root[data-theme="dark"]')
      : css.indexOf(":root[data-theme='dark']"),
  ),
}
const text = ['ink', 'ink2', 'ink3', 'hand', 'pencil', 'ban', 'caution', 'evidence', 'pass']
const surfaces = ['sheet', 'desk', 'rail', 'sunk', 'focus', 'pencil-wash']

test.each(Object.entries(themes))(
  '%s: text is readable on every surface, outlines are visible',
  (_, theme) => {
    const contrast = (one: string, other: string) =>
      wcagContrast(rgb(parse(theme[one]!)), rgb(parse(theme[other]!)))
    for (const ink of text)
      for (const surface of surfaces)
        expect(contrast(ink, surface), `${ink} on ${surface}`).toBeGreaterThanOrEqual(4.5)
    for (const wash of ['ban', 'caution', 'evidence', 'pass'])
      expect(contrast('ink', `${wash}-wash`), wash).toBeGreaterThanOrEqual(4.5)
    for (const surface of ['sheet', 'desk'])
      expect(contrast('edge', surface), `edge on ${surface}`).toBeGreaterThanOrEqual(3)
    expect(contrast('sheet', 'ink'), 'the ink button').toBeGreaterThanOrEqual(4.5)
  },
)

test.each(Object.entries(themes))('%s: words are readable on every shade of surprise', (_, theme) => {
  const sheet = readFileSync('src/features/desk/ticket/Sure.module.css', 'utf8')
  const shades = [...sheet.matchAll(/color-mix\(in oklab, var\(--(\w+)\) (\d+)%, var\(--(\w+)\)\)/g)]
  expect(shades).toHaveLength(4)
  for (const [mix, one, percent, other] of shades) {
    const shade = interpolate([theme[other!]!, theme[one!]!], 'oklab')(Number(percent) / 100)
    expect(wcagContrast(theme.ink!, shade), mix).toBeGreaterThanOrEqual(7)
  }
})
