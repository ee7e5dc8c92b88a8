import { useSay } from '../../i18n'
import { Copy } from './Copy'
import styles from './Conversation.module.css'
import { Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import { turnsOf, useSeen } from './seen'

/** A conversation as it would stand in a window for customers, with what each answer rests on. */
export function Conversation() {
  const { say } = useSay()
  const { fields, language } = useSeen()
  const sender = useSender()
  const turns = turnsOf(fields, 'turns')
  const lang = language || undefined
  return (
    <div className={preview.pieces}>
      <Piece title={say('preview.conversation')} width={480}>
        <div className={styles.top}>
          <strong>{sender}</strong>
          <p>
            <Copy field="subject" />
          </p>
        </div>
        {turns.length === 0 ? (
          <p className={styles.none}>
            <Copy field="turns" />
          </p>
        ) : (
          <ol className={styles.turns}>
            {turns.map((turn, at) => (
              // turns have no identity but their place
              // eslint-disable-next-line react/no-array-index-key
              <li key={at} className={styles[turn.speaker]}>
                <span className={styles.speaker}>{say(`preview.${turn.speaker}`)}</span>
                <p className={styles.said} lang={lang}>
                  {turn.text}
                </p>
                {turn.ask_person && (
                  <p className={styles.ask}>
                    <span aria-hidden="true">[?]</span> {say('preview.asksPerson')}
                  </p>
                )}
                {turn.basis.length > 0 && (
                  <p className={styles.basis}>
                    {say('preview.restsOn')}{' '}
                    {turn.basis.map((name) => (
                      <span key={name} lang={lang}>
                        {name}
                      </span>
                    ))}
                  </p>
                )}
              </li>
            ))}
          </ol>
        )}
      </Piece>
    </div>
  )
}
