import type { Writing } from '../../backend/runs'
import { dismissFailed } from '../../backend/runs'
import { useBackend } from '../../backend/context'
import { Button } from '../../components/Button'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { useKeys } from '../../keys'
import { spoken } from './spoken'
import styles from './Galley.module.css'

/** A draft while it is written, in the place where it will stand. */
export function Streaming({ writing, onRetry }: { writing: Writing; onRetry?: () => void }) {
  const { say } = useSay()
  const backend = useBackend()
  const cancel = () => void backend.runCancel(writing.run)
  useKeys([{ key: 'Escape', label: say('desk.cancel'), run: cancel, when: writing.problem === null }])
  return (
    <section className={styles.galley} aria-label={say('desk.galley')}>
      <header className={styles.head}>
        <h2>
          <b>{writing.productName}</b> <span aria-hidden="true">×</span>{' '}
          {writing.profileName ?? say('common.neutral')}
        </h2>
        {writing.problem === null && (
          <>
            <span className={styles.saved}>{say('desk.writing')}</span>
            <Button hint="Escape" onClick={cancel}>
              {say('desk.cancel')}
            </Button>
          </>
        )}
      </header>
      <div className={styles.sheet}>
        <div className={styles.gutter}>
          <p className="label">{say('desk.copy')}</p>
        </div>
        <div className={styles.column}>
          {writing.problem ? (
            <ProblemNote problem={writing.problem}>
              {onRetry && (
                <Button look="link" onClick={onRetry}>
                  {say('common.tryAgain')}
                </Button>
              )}
              <Button look="link" onClick={() => dismissFailed(writing.draft)}>
                {say('common.dismiss')}
              </Button>
            </ProblemNote>
          ) : (
            <div
              className={`${styles.copy} ${styles.readable} ${styles.streaming}`}
              aria-live="off"
              aria-busy="true"
            >
              <p>
                {spoken(writing.text).trimStart()}
                <span className={styles.caret} aria-hidden="true" />
              </p>
            </div>
          )}
        </div>
      </div>
    </section>
  )
}
