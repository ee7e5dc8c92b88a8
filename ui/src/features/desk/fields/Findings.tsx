import type { Channel } from '../../../backend/bindings'
import { useSay } from '../../../i18n'
import { FindingNote } from './FindingNote'
import styles from './Findings.module.css'
import type { Note } from './marked'
import type { Waiving } from './useWaiving'

interface Props {
  notes: Note[]
  channel: Channel | null
  /** The name of the field that they are about. */
  name: string
  id?: string
  waiving?: Waiving
}

/** What was found, beside its words: shape, letter, what it is about, a sentence, and what that rests on. */
export function Findings({ notes, channel, name, id, waiving }: Props) {
  const { say } = useSay()
  if (notes.length === 0) return null
  return (
    <ul className={styles.findings} id={id} aria-label={say('fields.notes', { name })}>
      {notes.map((note) => (
        <FindingNote key={note.key} note={note} channel={channel} waiving={waiving} />
      ))}
    </ul>
  )
}
