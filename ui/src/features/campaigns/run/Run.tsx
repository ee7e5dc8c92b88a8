import { PenLine } from 'lucide-react'
import { useState } from 'react'
import type { RunView } from '../../../backend/bindings'
import { goesOn, useProgressOf } from '../../../backend/campaigns'
import { asProblem } from '../../../backend/context'
import { useCampaign } from '../../../backend/queries'
import { Button } from '../../../components/Button'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { number, when } from '../../../i18n/format'
import { go } from '../../../router'
import { Footer } from '../../../shell/Footer'
import { useNamedScreen } from '../../../shell/title'
import { kindOf, troubled } from '../standing'
import { useRunActions } from '../useRunActions'
import { Finished } from './Finished'
import { Head } from './Head'
import { Live } from './Live'
import { NeedsYou } from './NeedsYou'
import { ByProfile } from './ByProfile'
import { useGoOn } from './useGoOn'
import styles from './Run.module.css'

export function Run({ id }: { id: string }) {
  const { say } = useSay()
  const run = useCampaign(id)
  if (run.data) return <Shown run={run.data} />
  return (
    <>
      <div className={styles.none}>
        {run.isError && (
          <ProblemNote problem={asProblem(run.error)}>
            <a href="#/campaigns">{say('shell.campaigns')}</a>
          </ProblemNote>
        )}
      </div>
      <Footer />
    </>
  )
}

const TABS = ['trouble', 'done', 'profiles'] as const
type Tab = (typeof TABS)[number]

/** A campaign that runs, rests or is over: figures, what needs a person, what is written, what is being written. */
function Shown({ run }: { run: RunView }) {
  const { say, language } = useSay()
  const id = run.progress.run
  const actions = useRunActions()
  const how = useGoOn(run, (resume) => actions.resume(id, resume))
  // only what changes this frame; the figures draw themselves again
  const at = useProgressOf(run, (progress) => ({
    kind: kindOf(progress),
    state: progress.state,
    troubled: troubled(progress) > 0,
    failed: progress.failed,
    done: progress.done > 0,
  }))
  const [chosen, setChosen] = useState<Tab | null>(null)
  const tab = chosen ?? (at.troubled ? 'trouble' : at.state === 'running' ? 'profiles' : 'done')
  const going = goesOn(at.state)
  useNamedScreen(
    run.name,
    going && at.state === 'running'
      ? say('campaigns.since', { at: when(run.created_at, language) })
      : say(`campaigns.state.${at.kind}`),
  )
  const review = () => go('desk', null, { run: id })
  const retry = () => actions.retry(id, { states: ['failed'] })
  const canRetry = at.failed > 0 && at.state !== 'pausing'
  return (
    <>
      <div className={styles.run}>
        <Head run={run} actions={actions} how={how} onReview={review} />
        <div className={styles.columns}>
          <div className={styles.main}>
            <div className={styles.tabs} role="tablist" aria-label={run.name}>
              {TABS.map((one) => (
                <TabButton key={one} tab={one} run={run} selected={one === tab} onSelect={setChosen} />
              ))}
            </div>
            <div
              className={styles.panel}
              role="tabpanel"
              id="run-panel"
              aria-labelledby={`run-${tab}`}
              tabIndex={0}
            >
              {tab === 'trouble' && <NeedsYou run={run} onRetry={(which) => actions.retry(id, which)} />}
              {tab === 'done' && <Finished run={id} />}
              {tab === 'profiles' && <ByProfile run={id} />}
            </div>
          </div>
          <Live run={run} />
        </div>
      </div>
      <Footer
        keys={[
          {
            key: 'p',
            label: say(going ? 'campaigns.pauseKey' : 'campaigns.resume'),
            run: () => (going ? actions.pause(id) : how.goOn()),
            when: at.state === 'running' || (at.state === 'paused' && how.may),
          },
          { key: 'r', label: say('campaigns.retryKey'), run: retry, when: canRetry },
          { key: 'Escape', label: say('campaigns.all'), run: () => go('campaigns') },
          { key: 'mod+Enter', run: review, when: at.done },
        ]}
      >
        {going && <span className={styles.closing}>{say('campaigns.closingAsks')}</span>}
        <Button look="link" onClick={() => go('campaigns', 'new', { from: id })}>
          {say('campaigns.again')}
        </Button>
        {canRetry && (
          <Button hint="r" onClick={retry}>
            {say('campaigns.retryAll', { count: at.failed, number: number(at.failed, language) })}
          </Button>
        )}
        <Review run={run} onReview={review} />
      </Footer>
    </>
  )
}

function TabButton(props: { tab: Tab; run: RunView; selected: boolean; onSelect: (tab: Tab) => void }) {
  const { tab, run, selected, onSelect } = props
  const { say, language } = useSay()
  const count = useProgressOf(run, (progress) => (tab === 'done' ? progress.done : troubled(progress)))
  return (
    <button
      type="button"
      role="tab"
      id={`run-${tab}`}
      aria-selected={selected}
      aria-controls="run-panel"
      tabIndex={selected ? 0 : -1}
      onClick={() => onSelect(tab)}
      onKeyDown={(event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
        if (!step) return
        event.preventDefault()
        const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]!
        onSelect(next)
        document.getElementById(`run-${next}`)?.focus()
      }}
    >
      {say(`campaigns.tab.${tab}`)} {tab !== 'profiles' && <b>{number(count, language)}</b>}
    </button>
  )
}

/** The one ink button, with a number that grows. */
function Review({ run, onReview }: { run: RunView; onReview: () => void }) {
  const { say, language } = useSay()
  const done = useProgressOf(run, (progress) => progress.done)
  return (
    <Button
      look="ink"
      hint="mod+Enter"
      icon={<PenLine size={14} strokeWidth={1.5} aria-hidden="true" />}
      disabled={done === 0}
      onClick={onReview}
    >
      {say('campaigns.review', { count: done, number: number(done, language) })}
    </Button>
  )
}
