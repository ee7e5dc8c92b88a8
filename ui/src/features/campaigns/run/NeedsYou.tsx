import { useQuery } from '@tanstack/react-query'
import type { FailureGroup, Retry, RunView } from '../../../backend/bindings'
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
  /** The empty code names those of which nothing is known. */
  const send = ({ state: of, problem }: FailureGroup) => onRetry({ states: [of], code: problem?.code ?? '' })
  return (
    <>
      <div className={styles.head} aria-hidden="true">
        <span />
        <span>{say('campaigns.whatHappened')}</span>
        <span>{say('campaigns.toWhat')}</span>
      </div>
      <ul className={styles.groups} aria-label={say('campaigns.needsYou')}>
        {groups.data.map((group) => (
          <Group
            key={`${group.state} ${group.problem?.code ?? ''}`}
            run={id}
            group={group}
            onSend={() => send(group)}
            onRetry={onRetry}
          />
        ))}
      </ul>
    </>
  )
}
