import { useState } from 'react'
import type { Approval, Draft } from '../../backend/bindings'
import { useLedgerOf } from '../../backend/accounts'
import { asProblem } from '../../backend/context'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'
import { useDeeds } from './deeds'
import styles from './Done.module.css'

/** What was done with a draft, by whom and why: folded, newest first. */
export function Done({ draft }: { draft: Draft }) {
  const { say, language } = useSay()
  const deeds = useDeeds()
  const [open, setOpen] = useState(false)
  const ledger = useLedgerOf(draft, open)
  return (
    <details className={styles.folded} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('ledger.doneFolded')}</summary>
      {ledger.isError && <ProblemNote problem={asProblem(ledger.error)} />}
      {ledger.data?.length === 0 && <p className="small quiet">{say('ledger.emptyFilter')}</p>}
      <ol className={styles.done} aria-label={say('ledger.doneFolded')}>
        {ledger.data?.toReversed().map((entry) => {
          const detail = deeds.detail(entry)
          return (
            <li key={entry.number}>
              <p>
                <b>{deeds.name(entry.deed)}</b>
                <span className="quiet">{when(entry.at, language)}</span>
              </p>
              <p className="quiet">{deeds.by(entry)}</p>
              {detail !== '' && (
                <p className={detail === null ? 'quiet' : undefined}>
                  {detail ?? say('ledger.erasedDetail')}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </details>
  )
}

/** Enough of a hash to tell two apart by eye. */
const short = (hash: string) => (hash.length > 16 ? hash.slice(0, 12) : hash)

/** What an approval is bound to: the seal in full. */
export function Bound({ approval }: { approval: Approval }) {
  const { say } = useSay()
  const { text, facts, channel, rules } = approval.fingerprint
  const lines: [name: string, hash: string][] = [
    [say('ledger.boundText'), text],
    [say('ledger.boundFacts'), facts],
    [say('ledger.boundChannel'), channel],
    [say('ledger.boundRules'), rules],
  ]
  return (
    <details className={styles.folded}>
      <summary>{say('ledger.bound')}</summary>
      <dl>
        {lines.map(([name, hash]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={hash ? 'mono' : 'quiet'} title={hash || undefined}>
              {short(hash ?? '') || say('ledger.notRecorded')}
            </dd>
          </div>
        ))}
      </dl>
      <p className="small quiet">{say('ledger.boundHint')}</p>
    </details>
  )
}
