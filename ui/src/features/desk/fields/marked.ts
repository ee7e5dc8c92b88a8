// The words of a place as they are shown: who wrote them, what was found in them, and where the platform cuts.
import type { Finding, Level, Waiver } from '../../../backend/bindings'
import type { Piece } from '../../../text/diff'
import { grouped, isWaived, LEVELS, type Group } from './grouping'
import { letter } from './lettering'
import { units } from './values'

/** What stands in the margin: one for all that was found in the same words. */
export interface Note extends Group {
  /** The same as long as its words are. */
  key: string
  /** Ties it to its place; empty for what is about the whole, and where the words are not marked. */
  letter: string
  /** A person lets it stand. */
  waived: boolean
}
export interface Run {
  text: string
  kind: Piece['kind']
  /** How serious the worst of what was found here is. */
  level: Level | null
  /** All that was found here is waived. */
  waived: boolean
  /** The notes about these words. */
  notes: string[]
  /** Letters of the notes that end here. */
  letters: string[]
  /** The platform cuts before this. */
  cut: boolean
}

/** A note about all of a text says so by standing beside it; only a ban is drawn under every word. */
const isDrawn = (finding: Finding, text: string) =>
  finding.end > finding.start &&
  finding.level !== 'advice' &&
  (finding.level === 'ban' || finding.start > 0 || finding.end < [...text].length)

/** Notes without letters, for where the text beside them is not marked. */
export const plain = (findings: Finding[], waivers: Waiver[] = []): Note[] => {
  const seen = new Map<string, number>()
  return grouped(findings).map((group) => {
    const [{ rule, text, field, part, start }] = group.findings
    const key = [field, part, start, rule, text].join(':')
    const again = seen.get(key) ?? 0
    seen.set(key, again + 1)
    return {
      ...group,
      key: again > 0 ? `${key}:${again}` : key,
      letter: '',
      waived: isWaived(group, waivers),
    }
  })
}

/** Notes in the order of their words, lettered where those are marked: in an editor nothing is. */
export function notesOf(
  findings: Finding[],
  parts: string[],
  editing: boolean,
  language: string,
  waivers: Waiver[] = [],
): Note[] {
  const notes = plain(findings, waivers)
  if (editing) return notes
  let count = 0
  return notes.map((note) => {
    const text = parts[note.part ?? 0] ?? ''
    const drawn = note.findings.some((finding) => isDrawn(finding, text))
    return drawn ? { ...note, letter: letter(count++, language) } : note
  })
}

/** Cuts pieces at the borders of findings and of the platform's cut; struck words stand outside of both. */
export function marked(text: string, pieces: Piece[], notes: Note[], cutAt: number | null): Run[] {
  const drawn = notes.flatMap((note) => {
    const here = note.findings
      .filter((finding) => isDrawn(finding, text))
      .map((finding) => ({
        note,
        level: finding.level,
        from: units(text, finding.start),
        to: units(text, finding.end),
      }))
    const end = Math.max(...here.map(({ to }) => to))
    // the letter stands once, behind the last of the note's words
    const last = here.findIndex(({ to }) => to === end)
    return here.map((one, index) => ({ ...one, letter: index === last ? note.letter : '' }))
  })
  const cut = cutAt === null ? null : units(text, cutAt)
  const borders = [...drawn.flatMap(({ from, to }) => [from, to]), ...(cut === null ? [] : [cut])]
  const bare = { level: null, waived: false, notes: [], letters: [], cut: false }
  const runs: Run[] = []
  let at = 0
  for (const piece of pieces) {
    if (piece.kind === 'removed') {
      runs.push({ ...bare, text: piece.text, kind: 'removed' })
      continue
    }
    const end = at + piece.text.length
    const inside = borders.filter((border) => border > at && border < end)
    const stops = [...new Set([at, ...inside, end])].toSorted((a, b) => a - b)
    for (let index = 0; index + 1 < stops.length; index++) {
      const [from, to] = [stops[index]!, stops[index + 1]!]
      const here = drawn.filter((one) => one.from < to && one.to > from)
      runs.push({
        text: text.slice(from, to),
        kind: piece.kind,
        level: LEVELS.find((level) => here.some((one) => one.level === level)) ?? null,
        waived: here.length > 0 && here.every(({ note }) => note.waived),
        notes: [...new Set(here.map(({ note }) => note.key))],
        letters: here.filter((one) => one.to === to && one.letter).map((one) => one.letter),
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
        all.at(-1)!.push({ ...run, text, letters: last ? run.letters : [], cut: run.cut && index === 0 })
    })
  }
  return all
}
