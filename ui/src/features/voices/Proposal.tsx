import { useState } from 'react'
import type { VoiceFields, VoiceProposal } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { useSay } from '../../i18n'
import { brings, LEARNT, taken, textOf, useToneWords, type Learnt } from './voice'
import styles from './Voices.module.css'

interface Props {
  proposal: VoiceProposal
  fields: VoiceFields
  set: (change: Partial<VoiceFields>) => void
}

/** What was counted, what it proposes, and what stands there now, field by field. */
export function Proposal({ proposal, fields, set }: Props) {
  const { say } = useSay()
  const tone = useToneWords()
  // what a field said before a proposal was taken, to put it back
  const [before, setBefore] = useState<Partial<VoiceFields>>({})
  const open = LEARNT.filter((field) => brings(fields, proposal.fields, field))
  const shown = LEARNT.filter((field) => open.includes(field) || field in before)
  const take = (which: readonly Learnt[]) => {
    setBefore({ ...Object.fromEntries(which.map((field) => [field, fields[field]])), ...before })
    set(Object.assign({}, ...which.map((field) => taken(fields, proposal.fields, field))))
  }
  const putBack = (field: Learnt) => {
    set({ [field]: before[field] })
    setBefore(Object.fromEntries(Object.entries(before).filter(([name]) => name !== field)))
  }
  if (shown.length === 0) return <p className="quiet">{say('voices.nothingNew')}</p>
  return (
    <>
      <div className={styles.proposalHead}>
        <h2>{say('voices.proposal')}</h2>
        <Button disabled={open.length === 0} onClick={() => take(open)}>
          {say('voices.takeAll')}
        </Button>
      </div>
      {shown.map((field) => {
        const name = say(`voices.${field}`)
        const isTaken = field in before && !open.includes(field)
        const was = { ...fields, ...before }
        return (
          <section key={field} className={styles.proposed} aria-label={name} data-taken={isTaken}>
            <h3>{name}</h3>
            <div className={styles.beside}>
              <div>
                <p className="label">{say('voices.now')}</p>
                <p className={styles.value}>
                  {textOf(was, field, tone) || <span className="quiet">{say('versions.empty')}</span>}
                </p>
              </div>
              <div>
                <p className="label">{say('voices.proposed')}</p>
                <p className={styles.value}>{textOf(proposal.fields, field, tone)}</p>
              </div>
            </div>
            <ul className={styles.because}>
              {proposal.evidence
                .filter((one) => one.field === field)
                .map((one) => (
                  <li key={one.proposal + one.because}>
                    {say('row.field', { name: one.proposal, why: one.because })}
                  </li>
                ))}
            </ul>
            {isTaken ? (
              <p className={styles.done}>
                <span>{say('voices.taken')}</span>
                <Button look="link" onClick={() => putBack(field)}>
                  {say('voices.putBack')}
                </Button>
              </p>
            ) : (
              <p className={styles.done}>
                <Button onClick={() => take([field])}>{say('voices.take', { name })}</Button>
                <span className="small quiet">
                  {say(
                    field === 'description'
                      ? 'voices.replaces'
                      : field === 'tones'
                        ? 'voices.moves'
                        : 'voices.adds',
                  )}
                </span>
              </p>
            )}
          </section>
        )
      })}
    </>
  )
}
