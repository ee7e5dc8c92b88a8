import type { DraftState, Level } from '../backend/bindings'
import { useSay } from '../i18n'
import styles from './Mark.module.css'

/** The state of a draft by its outline; the word is there for those who do not see it. */
export type MarkKind = DraftState | 'stale' | Level

function Glyph({ kind }: { kind: MarkKind }) {
  switch (kind) {
    case 'draft':
      return (
        <circle
          cx="7"
          cy="7"
          r="5.4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeDasharray="2.3 1.95"
        />
      )
    case 'in_review':
      return (
        <>
          <circle cx="7" cy="7" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M7 3.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />
        </>
      )
    case 'approved':
      return (
        <>
          <rect x=".9" y=".9" width="12.2" height="12.2" rx="2" fill="currentColor" />
          <path d="M3.9 7.3l2.1 2.1 4.2-4.7" fill="none" className={styles.knock} strokeWidth="1.6" />
        </>
      )
    case 'stale':
      return (
        <>
          <rect
            x="1.6"
            y="1.6"
            width="10.8"
            height="10.8"
            rx="1.6"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeDasharray="3 1.6"
          />
          <path d="M4 7.3l2 2 4-4.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
        </>
      )
    case 'rejected':
      return (
        <>
          <circle cx="7" cy="7" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M4.8 4.8l4.4 4.4M9.2 4.8L4.8 9.2" stroke="currentColor" strokeWidth="1.4" />
        </>
      )
    case 'ban':
      return (
        <>
          <path d="M4.4.9h5.2l3.5 3.5v5.2l-3.5 3.5H4.4L.9 9.6V4.4z" fill="currentColor" />
          <path d="M4 7h6" className={styles.knock} strokeWidth="1.8" />
        </>
      )
    case 'caution':
      return (
        <>
          <path
            d="M7 1.6l5.9 10.6H1.1z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinejoin="round"
          />
          <path d="M7 5.4v3.2M7 10.1v.6" stroke="currentColor" strokeWidth="1.4" />
        </>
      )
    case 'evidence':
      return (
        <>
          <path
            d="M4 1.6H1.8v10.8H4M10 1.6h2.2v10.8H10"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
          />
          <path
            d="M5.2 5.3c0-2.2 3.6-2.2 3.6 0 0 1.4-1.8 1.4-1.8 2.9M7 9.7v1"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.3"
          />
        </>
      )
    case 'advice':
      return (
        <>
          <circle cx="7" cy="7" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M7 6.4v3.6M7 3.9v.9" stroke="currentColor" strokeWidth="1.4" />
        </>
      )
  }
}

export function Mark({ kind, silent }: { kind: MarkKind; silent?: boolean }) {
  const { say } = useSay()
  const name = say(`state.${kind}`)
  return (
    <svg
      className={`${styles.mark} ${styles[kind]}`}
      viewBox="0 0 14 14"
      width="14"
      height="14"
      role={silent ? undefined : 'img'}
      aria-label={silent ? undefined : name}
      aria-hidden={silent}
    >
      {!silent && <title>{name}</title>}
      <Glyph kind={kind} />
    </svg>
  )
}
