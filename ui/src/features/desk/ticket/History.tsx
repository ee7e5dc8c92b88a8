import type { DraftView } from '../../../backend/bindings'
import { useSay } from '../../../i18n'
import { when } from '../../../i18n/format'
import { Bound, Done } from '../../ledger/Done'
import styles from '../Ticket.module.css'

interface Props {
  view: DraftView
  revision: number | null
  onRevision: (revision: number | null) => void
}

/** Every revision, what was done with the draft, and what its approval is bound to. */
export function History({ view, revision, onRevision }: Props) {
  const { say, language } = useSay()
  const { draft, revisions } = view
  return (
    <section>
      <h3>
        {say('desk.history')}{' '}
        <span className="small quiet">{say('desk.revisions', { count: revisions.length })}</span>
      </h3>
      <ol className={styles.history}>
        {revisions.toReversed().map((one) => {
          const current = one.number === draft.revision
          const author =
            one.author.kind === 'model' ? say('desk.modelDraft') : one.author.name || say('desk.somebody')
          return (
            <li key={one.id}>
              <button
                type="button"
                aria-pressed={revision === one.number}
                onClick={() => onRevision(current || revision === one.number ? null : one.number)}
              >
                <span>{one.number}</span>
                <span className={current ? styles.current : undefined}>
                  {author}
                  {one.restored_from && ` · ${say('desk.restoredFrom', { number: one.restored_from })}`}
                </span>
                <span className="quiet">{when(one.updated_at, language)}</span>
              </button>
            </li>
          )
        })}
      </ol>
      <Done key={draft.id} draft={draft} />
      {draft.approval && <Bound approval={draft.approval} />}
    </section>
  )
}
