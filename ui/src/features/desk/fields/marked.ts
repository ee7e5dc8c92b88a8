// The words of a place as they are shown: who wrote them, what was found in them, and where the platform cuts.
import type { Finding, Level, Waiver } from '../../../backend/bindings'
import type { Piece } from '../../../text/diff'
import { inOrder, letter, waiverOf } from './finding'
import { units } from './values'

export interface Note {
  finding: Finding
  /** Ties it to its place; empty for what is about the whole. */
  letter: string
  /** A person lets it stand. */
  waived?: boolean
}
export interface Run {
  text: string
  kind: Piece['kind']
  /** How serious the worst of what was found here is. */
  level: Level | null
  /** All that was found here is waived. */
  waived: boolean
  /** Letters of the notes that end here. */
  letters: string
  /** The platform cuts before this. */
  cut: boolean
}

const WORST: Level[] = ['ban', 'caution', 'evidence', 'advice']

/** A note about all of a text says so by standing beside it; only a ban is drawn under every word. */
export const isDrawn = (finding: Finding, text: string) =>
  finding.end > finding.start &&
  finding.level !== 'advice' &&
  (finding.level === 'ban' || finding.start > 0 || finding.end < [...text].length)

/** Notes in the order of their words, lettered where those are marked: in an editor nothing is. */
export function notesOf(
  findings: Finding[],
  parts: string[],
  editing: boolean,
  language: string,
  waivers: Waiver[] = [],
): Note[] {
  let count = 0
  return inOrder(findings).map((finding) => ({
    finding,
    letter: !editing && isDrawn(finding, parts[finding.part ?? 0] ?? '') ? letter(count++, language) : '',
    waived: waiverOf(finding, waivers) !== undefined,
  }))
}

/** Cuts pieces at the borders of findings and of the platform's cut; struck words stand outside of both. */
export function marked(text: string, pieces: Piece[], notes: Note[], cutAt: number | null): Run[] {
  const drawn = notes
    .filter(({ finding }) => isDrawn(finding, text))
    .map((note) => ({ ...note, from: units(text, note.finding.start), to: units(text, note.finding.end) }))
  const cut = cutAt === null ? null : units(text, cutAt)
  const borders = [...drawn.flatMap(({ from, to }) => [from, to]), ...(cut === null ? [] : [cut])]
  const runs: Run[] = []
  let at = 0
  for (const piece of pieces) {
    if (piece.kind === 'removed') {
      runs.push({ text: piece.text, kind: 'removed', level: null, waived: false, letters: '', cut: false })
      continue
    }
    const end = at + piece.text.length
    const inside = borders.filter((border) => border > at && border < end)
    const stops = [...new Set([at, ...inside, end])].toSorted((a, b) => a - b)
    for (let index = 0; index + 1 < stops.length; index++) {
      const [from, to] = [stops[index]!, stops[index + 1]!]
      const here = drawn.filter((note) => note.from < to && note.to > from)
      runs.push({
        text: text.slice(from, to),
        kind: piece.kind,
        level: WORST.find((level) => here.some(({ finding }) => finding.level === level)) ?? null,
        waived: here.length > 0 && here.every((note) => note.waived),
        letters: here
          .filter((note) => note.to === to)
          .map((note) => note.letter)
          .join(''),
        cut: from === cut,
      })
    }
    at = end
  }
  return runs
}

/** Runs line by line, so that a bar can stand beside those that a person touched. */
export function lines(runs: Run[]): Run[][] {
  const all: Run[][] = [[]]
  for (const run of runs) {
    const texts = run.text.split('\n')
    texts.forEach((text, index) => {
      if (index > 0) all.push([])
      const last = index === texts.length - 1
      if (text)
        all.at(-1)!.push({ ...run, text, letters: last ? run.letters : '', cut: run.cut && index === 0 })
    })
  }
  return all
}
