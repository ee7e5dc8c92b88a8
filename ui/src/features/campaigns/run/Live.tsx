import { useRef } from 'react'
import type { LiveDraft, RunView } from '../../../backend/bindings'
import { useProgressOf, useStanding } from '../../../backend/campaigns'
import { FIRST_DRAFTS } from '../../../backend/first'
import { useDrafts } from '../../../backend/queries'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import { characters, number, when } from '../../../i18n/format'
import { seated } from './seats'
import styles from './Run.module.css'

/** Drafts that have just been finished. */
const LATEST = 6
const none: LiveDraft[] = []

/** What is being written, and what has just been written. */
export function Live({ run }: { run: RunView }) {
  const { say } = useSay()
  return (
    <aside className={styles.live} aria-label={say('campaigns.inFlightNow')}>
      <InFlight run={run} />
      <Latest run={run.progress.run} />
    </aside>
  )
}

function InFlight({ run }: { run: RunView }) {
  const { say, language } = useSay()
  const live = useStanding(run.progress.run, (one) => one?.live ?? none)
  const flight = useProgressOf(run, (progress) => progress.in_flight)
  // each keeps its place until it is done, so that nothing moves while it is read
  const seats = useRef<(LiveDraft | null)[]>([])
  seats.current = seated(seats.current, live)
  if (flight === 0 && live.length === 0) return null
  return (
    <section>
      <h2>
        {say('campaigns.inFlightNow')}
        <span className="quiet">
          {live.length > 0 &&
            say('campaigns.shown', {
              shown: live.length,
              of: number(Math.max(flight, live.length), language),
            })}
        </span>
      </h2>
      {seats.current.map((one, at) => (
        // a seat is its place
        // eslint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.seat}>
          {one && (
            <>
              <p>
                <b>
                  {one.product_name} × {one.profile_name ?? say('common.neutral')}
                </b>
                <span className="quiet">
                  {say('desk.characters', { count: characters(one.text.trim()) })}
                </span>
              </p>
              <div className={styles.words} aria-live="off" aria-busy="true">
                <p>
                  {one.text.trimStart()}
                  <span className={styles.caret} aria-hidden="true" />
                </p>
              </div>
            </>
          )}
        </div>
      ))}
    </section>
  )
}

function Latest({ run }: { run: string }) {
  const { say, language } = useSay()
  const rows = useDrafts({ ...FIRST_DRAFTS, run, limit: LATEST }).data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{say('campaigns.justFinished')}</h2>
      <ul className={styles.latest}>
        {rows.map((draft) => (
          <li key={draft.id}>
            <a href={`#/desk/${draft.id}?run=${run}`}>
              <Mark kind={draft.stale ? 'stale' : draft.state} />
              <span lang={draft.language || undefined}>
                {draft.product_name} × {draft.profile_name ?? say('common.neutral')}
              </span>
              <span className="small quiet">{when(draft.created_at, language)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
