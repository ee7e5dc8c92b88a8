import { useQuery } from '@tanstack/react-query'
import type { CellState, FailureGroup, Retry, RunView } from '../../../backend/bindings'
import { asProblem, useBackend } from '../../../backend/context'
import { useProgressOf } from '../../../backend/campaigns'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { Group } from './Group'
import styles from './Trouble.module.css'

interface Props {
  run: RunView
  onRetry: (which: Partial<Retry>) => void
}

/** Cells without a draft, by cause: what happened, to what, and one action. */
export function NeedsYou({ run, onRetry }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const id = run.progress.run
  const state = useProgressOf(run, (progress) => progress.state)
  const groups = useQuery({
    queryKey: ['campaign-failures', id],
    queryFn: () => backend.campaignFailures(id),
  })
  if (groups.isError) return <ProblemNote problem={asProblem(groups.error)} />
  if (!groups.data) return null
  if (groups.data.length === 0)
    return (
      <p className={styles.none}>
        {say(state === 'running' ? 'campaigns.nothingYetFailed' : 'campaigns.nothingFailed')}
      </p>
    )
  const all = groups.data
  /** A group without a code cannot be named while others of its state are there: then its cells are. */
  const send = async ({ state: of, problem }: FailureGroup) => {
    const states: CellState[] = [of]
    const alone = all.filter((one) => one.state === of).length === 1
    if (problem || alone) return onRetry({ states, code: problem?.code ?? null })
    const cells: number[] = []
    for (let offset = 0; ;) {
      const page = await backend.campaignTroubles(id, { states, code: null, offset, limit: 500 })
      cells.push(...page.rows.filter((row) => row.problem === null).map((row) => row.cell))
      offset += page.rows.length
      if (page.rows.length === 0 || offset >= page.total) break
    }
    if (cells.length > 0) onRetry({ states, cells })
  }
  return (
    <>
      <div className={styles.head} aria-hidden="true">
        <span />
        <span>{say('campaigns.whatHappened')}</span>
        <span>{say('campaigns.toWhat')}</span>
      </div>
      <ul className={styles.groups} aria-label={say('campaigns.needsYou')}>
        {all.map((group) => (
          <Group
            key={`${group.state} ${group.problem?.code ?? ''}`}
            run={id}
            group={group}
            onSend={() => void send(group)}
            onRetry={onRetry}
          />
        ))}
      </ul>
    </>
  )
}
