import { ChevronDown, ChevronRight } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FailureGroup, Retry, TroubleView } from '../../../backend/bindings'
import { useBackend } from '../../../backend/context'
import { Button } from '../../../components/Button'
import { useProblemSentence } from '../../../components/ProblemNote'
import i18next, { useSay } from '../../../i18n'
import { useStoredBriefName } from '../../../i18n/briefName'
import { number, sentences } from '../../../i18n/format'
import { useKeys } from '../../../keys'
import styles from './Trouble.module.css'

interface Props {
  run: string
  group: FailureGroup
  onSend: () => void
  onRetry: (which: Partial<Retry>) => void
}

/** Enough to see one by one. */
const SHOWN = 100

function useCellName() {
  const { say } = useSay()
  const stored = useStoredBriefName()
  return (cell: TroubleView) =>
    [
      `${cell.product_name ?? say('campaigns.productGone')} × ${cell.profile_name ?? say('common.neutral')}`,
      stored(cell.brief_name),
      cell.variant > 1 && say('desk.variant', { number: cell.variant }),
    ]
      .filter(Boolean)
      .join(' · ')
}

/** Cells with the same reason: the cause, examples, and one action; one by one when unfolded. */
export function Group({ run, group, onSend, onRetry }: Props) {
  const { say, t, language } = useSay()
  const sentence = useProblemSentence()
  const cellName = useCellName()
  const [open, setOpen] = useState(false)
  const [deciding, setDeciding] = useState(false)
  const unknown = group.state === 'unknown'
  const { problem, examples } = group
  const code = problem?.code ?? 'interrupted'
  const cause = `campaigns.cause.${code}`
  const title = unknown
    ? say('campaigns.cause.unknown')
    : i18next.exists(cause)
      ? t(cause)
      : say('campaigns.cause.other')
  const first = examples[0]
  const count = { count: group.cells, number: number(group.cells, language) }
  useKeys([{ key: 'Escape', run: () => setDeciding(false), when: deciding }])
  return (
    <li>
      <div className={styles.group}>
        <b>{number(group.cells, language)}</b>
        <div>
          <p className={styles.title}>{title}</p>
          <p className={styles.advice}>
            {sentences(
              language,
              problem ? sentence(problem) : say('campaigns.neverAnswered'),
              unknown && say('campaigns.notSentAgain'),
            )}
          </p>
          {problem?.words && (
            <details className={styles.advice}>
              <summary>{say('common.providerWords')}</summary>
              <p className="mono">{problem.words}</p>
            </details>
          )}
        </div>
        <div className={styles.what}>
          {first && <p>{cellName(first)}</p>}
          {group.cells > 1 && (
            <Button
              look="link"
              aria-expanded={open}
              icon={
                open ? (
                  <ChevronDown size={13} aria-hidden="true" />
                ) : (
                  <ChevronRight size={13} aria-hidden="true" />
                )
              }
              onClick={() => setOpen(!open)}
            >
              {say('campaigns.showEach', count)}
            </Button>
          )}
        </div>
        <div className={styles.act}>
          {unknown ? (
            <Button look="link" aria-expanded={deciding} onClick={() => setDeciding(!deciding)}>
              {say('campaigns.decide')}
            </Button>
          ) : (
            <Button look="link" onClick={onSend}>
              {say('campaigns.retry', count)}
            </Button>
          )}
        </div>
      </div>
      {deciding && (
        <div className={styles.decide}>
          <p>{say('campaigns.mayBeBilled')}</p>
          <Button
            onClick={() => {
              setDeciding(false)
              onSend()
            }}
          >
            {say('campaigns.sendAgain', count)}
          </Button>
          <Button look="link" hint="Escape" onClick={() => setDeciding(false)}>
            {say('campaigns.leaveThem')}
          </Button>
        </div>
      )}
      {open && <Cells run={run} group={group} onRetry={onRetry} />}
    </li>
  )
}

function Cells({ run, group, onRetry }: Omit<Props, 'onSend'>) {
  const { say } = useSay()
  const backend = useBackend()
  const cellName = useCellName()
  const code = group.problem?.code ?? ''
  const page = useQuery({
    queryKey: ['campaign-troubles', run, group.state, code],
    queryFn: () => backend.campaignTroubles(run, { states: [group.state], code, offset: 0, limit: SHOWN }),
  }).data
  const rows = page?.rows ?? []
  return (
    <ul className={styles.cells}>
      {rows.map((row) => (
        <li key={row.cell}>
          <span>{cellName(row)}</span>
          <span className="small quiet">{say('campaigns.attempts', { count: row.attempts })}</span>
          <Button look="link" onClick={() => onRetry({ cells: [row.cell], states: [row.state] })}>
            {say(row.state === 'unknown' ? 'campaigns.sendThis' : 'campaigns.retryThis')}
          </Button>
        </li>
      ))}
      {group.cells > rows.length && rows.length > 0 && (
        <li className="small quiet">{say('generate.more', { count: group.cells - rows.length })}</li>
      )}
    </ul>
  )
}
