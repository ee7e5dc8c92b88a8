import type { Problem } from '../backend/bindings'
import i18next, { useSay } from '../i18n'
import { Mark } from './Mark'
import styles from './ProblemNote.module.css'

/** The sentence of a problem in the person's language; Rust's English one for a code that is not known here. */
export function useProblemSentence() {
  const { t } = useSay()
  return (problem: Problem): string => {
    // one code for two things: a provider that cannot be understood names its host, a draft without fields has none
    const code =
      problem.code === 'malformed' && !('host' in problem.params) ? 'malformed_draft' : problem.code
    const key = `problem.${code}`
    return i18next.exists(key) ? t(key, problem.params) : problem.message
  }
}

export function ProblemNote({ problem, children }: { problem: Problem; children?: React.ReactNode }) {
  const { say } = useSay()
  const sentence = useProblemSentence()
  return (
    <div className={styles.note} role="alert">
      <Mark kind="ban" silent />
      <div className={styles.text}>
        <p>{sentence(problem)}</p>
        {problem.words && (
          <details>
            <summary>{say('common.providerWords')}</summary>
            <p className="mono">{problem.words}</p>
          </details>
        )}
        {children && <div className={styles.actions}>{children}</div>}
      </div>
    </div>
  )
}
