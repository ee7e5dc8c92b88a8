import type { RunView } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { number, sentences } from '../../i18n/format'
import { go } from '../../router'
import { RunMark } from './RunMark'
import { kindOf } from './standing'
import { useRunActions } from './useRunActions'
import styles from './List.module.css'

/** Runs that the end of the program cut short are offered; nothing goes on by itself. */
export function Interrupted({ runs }: { runs: RunView[] }) {
  const { say, language } = useSay()
  const { problem, resume } = useRunActions()
  const cut = runs.filter((run) => kindOf(run.progress) === 'interrupted')
  if (cut.length === 0) return null
  return (
    <ul className={styles.interrupted} aria-label={say('campaigns.state.interrupted')}>
      {cut.map(({ name, progress }) => (
        <li key={progress.run}>
          <p>
            <RunMark kind="interrupted" />{' '}
            {sentences(
              language,
              say('campaigns.interrupted', {
                name,
                done: number(progress.done, language),
                cells: number(progress.cells, language),
              }),
              progress.unknown > 0 &&
                say('campaigns.underWay', {
                  count: progress.unknown,
                  number: number(progress.unknown, language),
                }),
            )}
          </p>
          <Button onClick={() => resume(progress.run)}>{say('campaigns.resume')}</Button>
          <Button look="link" onClick={() => go('campaigns', progress.run)}>
            {say('campaigns.look')}
          </Button>
        </li>
      ))}
      {problem && (
        <li>
          <ProblemNote problem={problem} />
        </li>
      )}
    </ul>
  )
}
