import type { Channel, FieldShape, Turn } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import galley from '../Galley.module.css'
import styles from './Fields.module.css'
import { Findings } from './Findings'
import { plain } from './marked'
import { Meter } from './Meter'
import { readTurns, units } from './values'
import { isWriting, type Asked } from './useSuggestions'
import { Words } from './Words'

interface Props {
  asked: Asked
  name: string
  channel: Channel
  shape: FieldShape
  /** What stands there now. */
  present: string
  language: string
  onAccept: (text: string) => void
  onAgain: () => void
  onDiscard: () => void
}

/**
 * The whole text of a place as it would be. Null when it has no place any more: the words around a selection have
 * changed, or another entry stands where the one was that was asked about.
 */
export function proposed({ request, place, done }: Asked, present: string): string | null {
  if (!done) return null
  if (request.text !== present && (request.selection || place.part !== null)) return null
  if (!request.selection) return done.text
  const [from, to] = request.selection
  return present.slice(0, units(present, from)) + done.text + present.slice(units(present, to))
}

/** What a model would say instead, beside the words as they are. Only a person puts it in. */
export function SuggestionCard(props: Props) {
  const { asked, name, channel, shape, present, language, onAccept, onAgain, onDiscard } = props
  const { say } = useSay()
  const { done, problem, place } = asked
  // the card goes away: whoever walks by keyboard goes on from the tools it came from
  const leaving = (act: () => void) => (event: React.MouseEvent<HTMLElement>) => {
    event.currentTarget.closest('[data-place]')?.querySelector<HTMLElement>('[data-rewrite] button')?.focus()
    act()
  }
  if (problem)
    return (
      <div className={styles.suggestion}>
        <ProblemNote problem={problem}>
          <Button look="link" onClick={onAgain}>
            {say('common.tryAgain')}
          </Button>
          <Button look="link" onClick={leaving(onDiscard)}>
            {say('common.dismiss')}
          </Button>
        </ProblemNote>
      </div>
    )
  const text = proposed(asked, present)
  const whole = shape.kind === 'turns' && place.part === null
  const speech = ({ speaker, text: words }: Turn) => `${say(`fields.speakers.${speaker}`)}: ${words}`
  const spoken = whole && text !== null ? (readTurns(text) ?? []).map(speech).join('\n') : text
  // a conversation as a whole is read as it would be; what each turn says differs too much to be struck
  const base = whole ? (spoken ?? '') : present
  const findings = done?.findings.filter(
    (one) => place.part === null || one.part === null || one.part === place.part,
  )
  return (
    <section
      className={styles.suggestion}
      aria-label={say('rewrite.suggestion', { name })}
      aria-busy={isWriting(asked)}
    >
      <p className={styles.by} role="status">
        {done ? say('rewrite.by', { model: done.model }) : say('rewrite.writing')}
      </p>
      {!done && asked.text && (
        <div className={galley.copy} lang={language || undefined}>
          <p>
            {asked.text}
            <span className={galley.caret} aria-hidden="true" />
          </p>
        </div>
      )}
      {done && spoken === null && <p>{say('rewrite.moved')}</p>}
      {done && spoken !== null && (
        <>
          <Words text={spoken} base={base} view="changes" language={language} notes={NO_NOTES} cutAt={null} />
          {spoken === present && <p className="small quiet">{say('rewrite.same')}</p>}
          {done.length && <Meter length={done.length} />}
          {findings && findings.length > 0 ? (
            <Findings notes={plain(findings)} channel={channel} name={name} />
          ) : (
            <p className="small quiet">{say('rewrite.clean')}</p>
          )}
        </>
      )}
      <div className={styles.row}>
        {done ? (
          <>
            <Button
              disabled={text === null || text === present}
              onClick={leaving(() => text !== null && onAccept(text))}
            >
              {say('rewrite.accept')}
            </Button>
            <Button look="link" onClick={onAgain}>
              {say('rewrite.retry')}
            </Button>
            <Button look="link" onClick={leaving(onDiscard)}>
              {say('rewrite.discard')}
            </Button>
          </>
        ) : (
          <Button onClick={leaving(onDiscard)}>{say('rewrite.stop')}</Button>
        )}
      </div>
    </section>
  )
}

const NO_NOTES: never[] = []
