// The cells of the list. Those of a run that goes on are drawn again by themselves, not the list around them.
import type { RunView } from '../../backend/bindings'
import { useProgress } from '../../backend/campaigns'
import { useSay } from '../../i18n'
import { money, number } from '../../i18n/format'
import { RunState } from './RunMark'
import { kindOf } from './standing'
import styles from './List.module.css'

export function Scope({ run }: { run: RunView }) {
  const { say, language } = useSay()
  const words = [
    say('campaigns.count.briefs', { count: run.briefs.length }),
    say('campaigns.count.profiles', { count: run.profiles.length }),
    say('campaigns.count.products', { count: run.products, number: number(run.products, language) }),
  ].join(' × ')
  return <span title={words}>{words}</span>
}

export function State({ run }: { run: RunView }) {
  return <RunState kind={kindOf(useProgress(run))} />
}

export function Done({ run }: { run: RunView }) {
  const { language } = useSay()
  const { done, cells } = useProgress(run)
  return (
    <span className={styles.done}>
      <span>
        {number(done, language)} / {number(cells, language)}
      </span>
      <progress value={done} max={Math.max(cells, 1)} aria-hidden="true" />
    </span>
  )
}

export function Trouble({ run }: { run: RunView }) {
  const { say, language } = useSay()
  const { failed, unknown } = useProgress(run)
  const words = [
    failed > 0 && say('campaigns.failed', { count: failed, number: number(failed, language) }),
    unknown > 0 && say('campaigns.unknown', { count: unknown, number: number(unknown, language) }),
  ]
    .filter(Boolean)
    .join(' · ')
  return words ? <span title={words}>{words}</span> : '–'
}

export function Spent({ run }: { run: RunView }) {
  const { language } = useSay()
  const { cost } = useProgress(run)
  return cost ? money(cost.nano, cost.currency, language) : '–'
}
