// What is personal in a prompt: how it is grouped, where it stands, and what it is called.
import type { PersonalData, PersonalKind, Masked } from '../backend/bindings'
import { useSay } from '../i18n'
import { scalars, type Stretch } from '../text/scalars'

export const GROUPS = ['placeholder', 'personal', 'special'] as const
export type Group = (typeof GROUPS)[number]

export interface Personal extends Stretch {
  group: Group
  kind: PersonalKind
  /** What a placeholder stands for. */
  standsFor?: string
}

/** Everything personal in a message as it is sent: what was replaced there, and what still stands there as it is. */
export function personalIn(content: string, marks: PersonalData[], replaced: Masked[]): Personal[] {
  const placeholders = replaced.flatMap(({ placeholder, text, kind }) => {
    const found: Personal[] = []
    const length = [...placeholder].length
    for (let at = content.indexOf(placeholder); at >= 0; at = content.indexOf(placeholder, at + 1)) {
      const start = scalars(content, at)
      found.push({ group: 'placeholder', kind, standsFor: text, start, end: start + length })
    }
    return found
  })
  const standing = marks
    .filter((mark) => placeholders.every((one) => mark.end <= one.start || one.end <= mark.start))
    .map(({ kind, start, end }): Personal => ({
      group: typeof kind === 'string' ? 'personal' : 'special',
      kind,
      start,
      end,
    }))
  return [...placeholders, ...standing]
}

/** Kinds in the interface's language. */
export function useKindName() {
  const { say } = useSay()
  return (kind: PersonalKind): string =>
    typeof kind === 'string' ? say(`sent.kind.${kind}`) : say(`sent.special.${kind.special_category}`)
}
