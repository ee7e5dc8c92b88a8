import type { RunView } from '../../../backend/bindings'
import { useProgress } from '../../../backend/campaigns'
import { useSay } from '../../../i18n'
import { number } from '../../../i18n/format'
import { waiting } from '../standing'
import styles from './Run.module.css'

const PARTS = ['done', 'failed', 'unknown', 'flight', 'waiting', 'cancelled'] as const

/** One bar, a pattern for each state, and the same in words and numbers. */
export function Bar({ run }: { run: RunView }) {
  const { say, language } = useSay()
  const progress = useProgress(run)
  const counts: Record<(typeof PARTS)[number], number> = {
    done: progress.done,
    failed: progress.failed,
    unknown: progress.unknown,
    flight: progress.in_flight,
    waiting: waiting(progress),
    cancelled: progress.cancelled,
  }
  // a batch has the provider's pace
  const slow = run.delivery === 'live' && progress.state === 'running' && progress.pace < run.in_flight
  const text = say('campaigns.doneOf', {
    done: number(progress.done, language),
    cells: number(progress.cells, language),
  })
  return (
    <>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={run.name}
        aria-valuemin={0}
        aria-valuemax={progress.cells}
        aria-valuenow={progress.done}
        aria-valuetext={text}
      >
        {PARTS.map((part) => (
          <span
            key={part}
            className={styles[part]}
            hidden={counts[part] === 0}
            ref={(element) => {
              if (element) element.style.flexGrow = String(counts[part])
            }}
          />
        ))}
      </div>
      <div className={styles.under}>
        <ul className={styles.legend}>
          {PARTS.filter((part) => counts[part] > 0 || part === 'done').map((part) => (
            <li key={part}>
              <i className={styles[part]} aria-hidden="true" />{' '}
              {say(`campaigns.legend.${part}`, {
                count: counts[part],
                number: number(counts[part], language),
              })}
            </li>
          ))}
        </ul>
        <p className={styles.pace}>
          {slow &&
            say('campaigns.slower', {
              host: run.host ?? run.provider,
              pace: number(progress.pace, language),
              most: number(run.in_flight, language),
            })}
        </p>
      </div>
    </>
  )
}
