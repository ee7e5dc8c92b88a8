import type { Channel } from '../../../backend/bindings'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import { useFindingWords } from './finding'
import type { Note } from './marked'
import styles from './Findings.module.css'

interface Props {
  id: string
  note: Note
  channel: Channel | null
  canWaive: boolean
}

/** What a note rests on, and what else objects to the same words. */
export function NoteDetails({ id, note, channel, canWaive }: Props) {
  const { say } = useSay()
  const words = useFindingWords(channel)
  const [lead, ...others] = note.findings
  const basis = words.basis(lead)
  return (
    <div id={id} className={styles.details}>
      {basis && <p className={styles.basis}>{basis}</p>}
      {others.length > 0 && (
        <>
          <p className={styles.also}>{say('notes.also')}</p>
          <ul className={styles.others}>
            {others.map((finding, index) => {
              const sentence = words.sentence(finding)
              const rest = words.basis(finding)
              return (
                // two rules may say the same in the same words
                // eslint-disable-next-line react/no-array-index-key
                <li key={index}>
                  <Mark kind={finding.level} />
                  <div>
                    <p>{sentence === words.sentence(lead) ? words.about(finding) : sentence}</p>
                    {rest && rest !== basis && <p className={styles.basis}>{rest}</p>}
                  </div>
                </li>
              )
            })}
          </ul>
        </>
      )}
      {canWaive && note.level === 'ban' && <p className={styles.basis}>{say('waive.never')}</p>}
    </div>
  )
}
