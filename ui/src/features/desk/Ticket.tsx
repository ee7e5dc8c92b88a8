import type { DraftView } from '../../backend/bindings'
import { useSay } from '../../i18n'
import { Changes } from './ticket/Changes'
import { Facts } from './ticket/Facts'
import { History } from './ticket/History'
import { Sure } from './ticket/Sure'
import { Why } from './ticket/Why'
import styles from './Ticket.module.css'

interface Props {
  view: DraftView
  revision: number | null
  /** Shown where there is no room for it beside the copy. */
  open: boolean
  onRevision: (revision: number | null) => void
}

/** What a claim can be checked against, where the copy came from, and what became of it. */
export function Ticket({ view, revision, open, onRevision }: Props) {
  const { say } = useSay()
  return (
    <aside className={`${styles.ticket} ${open ? styles.open : ''}`} aria-label={say('desk.ticket')}>
      <Facts view={view} />
      <Why view={view} />
      <Changes view={view} />
      <Sure view={view} />
      <History view={view} revision={revision} onRevision={onRevision} />
    </aside>
  )
}
