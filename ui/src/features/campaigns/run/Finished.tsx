import { useDrafts } from '../../../backend/queries'
import { FIRST_DRAFTS } from '../../../backend/first'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import { number, when } from '../../../i18n/format'
import { useStoredBriefName } from '../../../i18n/briefName'
import styles from './Run.module.css'

/** The latest of them; the desk has them all. */
const SHOWN = 60

/** Drafts that this run has written, newest first. */
export function Finished({ run }: { run: string }) {
  const { say, language } = useSay()
  const stored = useStoredBriefName()
  const page = useDrafts({ ...FIRST_DRAFTS, run, limit: SHOWN }).data
  if (!page) return null
  if (page.total === 0) return <p className={styles.nothing}>{say('campaigns.nothingWritten')}</p>
  return (
    <>
      <ul className={styles.drafts} aria-label={say('campaigns.tab.done')}>
        {page.rows.map((draft) => (
          <li key={draft.id}>
            <a href={`#/desk/${draft.id}?run=${run}`}>
              <Mark kind={draft.stale ? 'stale' : draft.state} />
              <span className={styles.names}>
                <b lang={draft.language || undefined}>{draft.product_name}</b>
                <span className="quiet">
                  {draft.profile_name ?? say('common.neutral')} · {stored(draft.brief_name)}
                  {draft.variant > 1 && ` · ${draft.variant}`}
                </span>
              </span>
              <span className={styles.excerpt} lang={draft.language || undefined}>
                {draft.excerpt}
              </span>
              <span className="small quiet">
                {draft.finish === 'length' ? say('desk.cutShort') : when(draft.created_at, language)}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p className={styles.onDesk}>
        <a href={`#/desk?run=${run}`}>
          {say('campaigns.allOnDesk', { count: page.total, number: number(page.total, language) })}
        </a>
      </p>
    </>
  )
}
