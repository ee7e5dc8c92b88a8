import type { Channel, Finding } from '../../../backend/bindings'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import { useFindingWords } from './finding'
import type { Note } from './marked'
import styles from './Findings.module.css'

interface Props {
  notes: Note[]
  channel: Channel | null
  /** The name of the field that they are about. */
  name: string
  id?: string
}

/** Without letters, where the text beside them is not marked. */
export const plain = (findings: Finding[]): Note[] => findings.map((finding) => ({ finding, letter: '' }))

/** What was found, beside its words: shape, letter, what it is about, a sentence, and what that rests on. */
export function Findings({ notes, channel, name, id }: Props) {
  const { say } = useSay()
  const words = useFindingWords(channel)
  if (notes.length === 0) return null
  const isTurn = (finding: Finding) =>
    channel?.fields.find((field) => field.id === finding.field)?.shape.kind === 'turns'
  return (
    <ul className={styles.findings} id={id} aria-label={say('fields.notes', { name })}>
      {notes.map(({ finding, letter }) => (
        <li key={`${finding.rule}${finding.part}${finding.start}${finding.text}`}>
          <p className={`${styles.about} ${styles[finding.level]}`}>
            <Mark kind={finding.level} /> {letter && `${letter} · `}
            {words.about(finding)}
            {finding.part !== null && (
              <span className="quiet">
                {say(isTurn(finding) ? 'fields.turn' : 'fields.entryShort', { number: finding.part + 1 })}
              </span>
            )}
          </p>
          <p>{words.sentence(finding)}</p>
          {finding.basis && <p className={styles.basis}>{finding.basis}</p>}
        </li>
      ))}
    </ul>
  )
}
