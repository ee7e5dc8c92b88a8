import type { RunView } from '../../../backend/bindings'
import { useProgressOf } from '../../../backend/campaigns'
import { Button } from '../../../components/Button'
import { TextField } from '../../../components/Field'
import { useProblemSentence } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { number, sentences, when } from '../../../i18n/format'
import { go } from '../../../router'
import { RunMark } from '../RunMark'
import { kindOf, PAUSES, problemOf } from '../standing'
import type { useGoOn } from './useGoOn'
import styles from './Run.module.css'

interface Props {
  run: RunView
  how: ReturnType<typeof useGoOn>
  onReview: () => void
}

/** Why it rests, in a sentence, and what continues it. */
export function Rest({ run, how, onReview }: Props) {
  const { say, language } = useSay()
  const sentence = useProblemSentence()
  const at = useProgressOf(run, ({ state, pause, done, failed, unknown, in_flight, cost }) => ({
    state,
    pause,
    // the words of a rest, not of every draft
    done: state === 'paused' ? done : 0,
    failed: state === 'paused' ? failed : 0,
    unknown: state === 'paused' ? unknown : 0,
    flight: state === 'pausing' ? in_flight : 0,
    currency: cost?.currency ?? null,
  }))
  const { pause } = at
  if (at.state === 'cancelled')
    return (
      <section className={styles.rest} aria-label={say('campaigns.whyItRests')}>
        <p role="status">{say('campaigns.wasCancelled')}</p>
        <div className={styles.goOn}>
          <Button onClick={how.goOn}>{say('campaigns.goOn')}</Button>
        </div>
      </section>
    )
  if ((at.state !== 'paused' && at.state !== 'pausing') || !pause) return null
  const { kind } = pause
  // a person who paused knows why, and until what is under way is finished it is not paused
  const why =
    !(at.state === 'pausing' && kind === 'person') &&
    say(PAUSES[kind], {
      count: at.done,
      number: number(at.done, language),
      ...(kind === 'quota' && { host: pause.host, until: when(pause.until, language) }),
    })
  return (
    <section className={styles.rest} aria-label={say('campaigns.whyItRests')}>
      <p role="status">
        <RunMark kind={kindOf(at)} /> <b>{why}</b>{' '}
        {sentences(
          language,
          at.state === 'pausing' && say('campaigns.finishing', { count: at.flight }),
          kind === 'repeated' && sentence(problemOf(pause)),
        )}
      </p>
      {at.unknown > 0 && (
        <p>{say('campaigns.unknownAgain', { count: at.unknown, number: number(at.unknown, language) })}</p>
      )}
      {at.state === 'paused' && (
        <div className={styles.goOn}>
          {how.capped && (
            <TextField
              label={
                kind === 'cost'
                  ? say('campaigns.newCapMoney', { currency: at.currency ?? 'USD' })
                  : say('campaigns.newCapTokens')
              }
              type="number"
              min={0}
              value={how.cap}
              onChange={(event) => how.setCap(event.target.value)}
            />
          )}
          {at.failed > 0 && (
            <label className={styles.also}>
              <input
                type="checkbox"
                checked={how.failedToo}
                onChange={() => how.setFailedToo(!how.failedToo)}
              />
              {say('campaigns.alsoFailed', { count: at.failed, number: number(at.failed, language) })}
            </label>
          )}
          {at.unknown > 0 && (
            <label className={styles.also}>
              <input
                type="checkbox"
                checked={how.unknownToo}
                onChange={() => how.setUnknownToo(!how.unknownToo)}
              />
              {say('campaigns.alsoUnknown', { count: at.unknown, number: number(at.unknown, language) })}
            </label>
          )}
          {kind === 'repeated' && (
            <Button onClick={() => go('settings', 'models')}>{say('campaigns.toModels')}</Button>
          )}
          {kind === 'trial' && <Button onClick={onReview}>{say('campaigns.lookAtThem')}</Button>}
          <Button hint="p" disabled={!how.may} onClick={how.goOn}>
            {say(kind === 'trial' ? 'campaigns.goOn' : 'campaigns.resume')}
          </Button>
        </div>
      )}
    </section>
  )
}
