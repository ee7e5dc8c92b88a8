import { useSay } from '../../i18n'
import type { Kind } from './standing'
import styles from './RunMark.module.css'

/** The state of a run by its outline; its word always stands beside it. */
export function RunMark({ kind }: { kind: Kind }) {
  return (
    <svg
      className={`${styles.mark} ${styles[kind]}`}
      viewBox="0 0 14 14"
      width="14"
      height="14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      aria-hidden="true"
    >
      {kind === 'interrupted' ? (
        <path d="M7 1.6l5.9 10.6H1.1zM7 5.4v3.2M7 10.1v.6" strokeLinejoin="round" />
      ) : (
        <circle cx="7" cy="7" r="5.4" strokeDasharray={kind === 'pausing' ? '2.3 1.95' : undefined} />
      )}
      {kind === 'running' && <path d="M5.6 4.4v5.2L9.6 7z" fill="currentColor" stroke="none" />}
      {(kind === 'paused' || kind === 'pausing') && <path d="M5.5 4.8v4.4M8.5 4.8v4.4" />}
      {kind === 'done' && <path d="M4.5 7.2l1.8 1.8 3.3-3.8" />}
      {kind === 'cancelled' && <path d="M4.8 4.8l4.4 4.4M9.2 4.8L4.8 9.2" />}
    </svg>
  )
}

export function RunState({ kind }: { kind: Kind }) {
  const { say } = useSay()
  return (
    <span className={styles.state}>
      <RunMark kind={kind} /> {say(`campaigns.state.${kind}`)}
    </span>
  )
}
