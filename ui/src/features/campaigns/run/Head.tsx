import { Pause } from 'lucide-react'
import { useState } from 'react'
import type { RunView } from '../../../backend/bindings'
import { goesOn, useProgress, useProgressOf, useStanding } from '../../../backend/campaigns'
import { Button } from '../../../components/Button'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { duration, money, number } from '../../../i18n/format'
import { useKeys } from '../../../keys'
import type { useRunActions } from '../useRunActions'
import { Bar } from './Bar'
import { Batches } from './Batches'
import { Rest } from './Rest'
import type { useGoOn } from './useGoOn'
import styles from './Run.module.css'

export type Actions = ReturnType<typeof useRunActions>

interface Props {
  run: RunView
  actions: Actions
  how: ReturnType<typeof useGoOn>
  onReview: () => void
}

/** The figures, the bar, and what a person can do about them. */
export function Head({ run, actions, how, onReview }: Props) {
  const id = run.progress.run
  const told = useStanding(id, (one) => one?.problem ?? null)
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <Figures run={run} />
        <Stop run={run} actions={actions} />
      </div>
      <Bar run={run} />
      <Batches run={run} />
      {actions.problem && <ProblemNote problem={actions.problem} />}
      {told && <ProblemNote problem={told} />}
      <Rest run={run} how={how} onReview={onReview} />
    </header>
  )
}

function Figures({ run }: { run: RunView }) {
  const { say, language } = useSay()
  const progress = useProgress(run)
  const { cost, per_minute: rate, seconds_left: left } = progress
  const over = progress.state === 'done' || progress.state === 'cancelled'
  const took = (Date.parse(run.updated_at) - Date.parse(run.created_at)) / 1000
  const figures: [label: string, figure: string, detail: string][] = [
    [
      say('campaigns.done'),
      number(progress.done, language),
      say('campaigns.of', { number: number(progress.cells, language) }),
    ],
    [
      say('campaigns.spent'),
      cost ? money(cost.nano, cost.currency, language) : '–',
      cost && run.caps.nano !== null
        ? say('campaigns.cap', { cap: money(run.caps.nano, cost.currency, language) })
        : cost
          ? ''
          : say('campaigns.noPrice'),
    ],
    over
      ? [say('campaigns.took'), Number.isFinite(took) ? duration(Math.max(took, 0), language) : '–', '']
      : [
          say('campaigns.timeLeft'),
          left === null ? '–' : duration(left, language),
          rate === null ? '' : say('campaigns.about', { count: rate, number: number(rate, language) }),
        ],
    [
      say('campaigns.tokens'),
      number(progress.tokens, language),
      run.caps.tokens === null ? '' : say('campaigns.cap', { cap: number(run.caps.tokens, language) }),
    ],
  ]
  return (
    <dl className={styles.figures}>
      {figures.map(([label, figure, detail]) => (
        <div key={label}>
          <dt className="label">{label}</dt>
          <dd>
            <span className={styles.figure}>{figure}</span> <small>{detail}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Pause and cancel. Cancelling asks where it stands: what is whole stays. */
function Stop({ run, actions }: { run: RunView; actions: Actions }) {
  const { say } = useSay()
  const state = useProgressOf(run, (progress) => progress.state)
  const [asking, setAsking] = useState(false)
  const id = run.progress.run
  useKeys([{ key: 'Escape', run: () => setAsking(false), when: asking }])
  if (!goesOn(state) && state !== 'paused') return null
  if (asking)
    return (
      <div className={styles.ask} role="group" aria-label={say('campaigns.cancelAsk')}>
        <p>{say('campaigns.cancelWhat')}</p>
        <Button
          // the person has just asked for it
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onClick={() => {
            setAsking(false)
            actions.cancel(id)
          }}
        >
          {say('campaigns.cancelYes')}
        </Button>
        <Button hint="Escape" look="link" onClick={() => setAsking(false)}>
          {say('campaigns.cancelNo')}
        </Button>
      </div>
    )
  return (
    <div className={styles.stop}>
      {state !== 'paused' && (
        <Button
          hint="p"
          icon={<Pause size={14} strokeWidth={1.5} aria-hidden="true" />}
          disabled={state === 'pausing'}
          onClick={() => actions.pause(id)}
        >
          {say(state === 'pausing' ? 'campaigns.state.pausing' : 'campaigns.pauseIt')}
        </Button>
      )}
      <Button onClick={() => setAsking(true)}>{say('campaigns.cancel')}</Button>
    </div>
  )
}
