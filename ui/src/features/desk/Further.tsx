import { Ellipsis } from 'lucide-react'
import type { DraftView } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { Menu } from '../../components/Menu'
import { useSay } from '../../i18n'
import styles from './Further.module.css'

interface Props {
  view: DraftView | null
  editing: boolean
  /** Whether the drawer with facts and history is open. */
  ticket: boolean
  onNew: () => void
  onTicket: () => void
  onRemove: () => void
  onLocalise: () => void
}

/** What else can be done at the desk. In a narrow window it stands behind one button, so that the decisions keep their row. */
export function Further({ view, editing, ticket, onNew, onTicket, onRemove, onLocalise }: Props) {
  const { say } = useSay()
  const canLocalise = view?.draft.state === 'approved' && view.draft.fields !== null
  const actions = [
    !editing && { key: 'new', label: say('desk.newDrafts'), run: onNew },
    !editing && view && { key: 'delete', label: say('common.delete'), run: onRemove },
    !editing && canLocalise && { key: 'localise', label: say('fields.localise'), run: onLocalise },
  ].filter((one) => one !== false && one !== null)
  return (
    <>
      <span className={styles.wide}>
        {actions.map(({ key, label, run }) => (
          <Button key={key} look="link" onClick={run}>
            {label}
          </Button>
        ))}
      </span>
      <span className={styles.narrow}>
        {actions.length > 0 && (
          <Menu
            up
            toLeft
            label={say('desk.further')}
            items={actions}
            icon={<Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />}
          />
        )}
        {view && (
          <Button look="link" aria-pressed={ticket} aria-label={say('desk.ticket')} onClick={onTicket}>
            {say('desk.ticketShort')}
          </Button>
        )}
      </span>
    </>
  )
}
