import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { usePrivacy, useSent } from '../../backend/accounts'
import type { PrivacySettings, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { number, when } from '../../i18n/format'
import accounts from './Accounts.module.css'
import { Page } from './pages'
import { Switch } from './Switch'

/** Rules about data, and what went where under them. */
export function Privacy() {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const stored = usePrivacy()
  const [problem, setProblem] = useState<Problem | null>(null)
  const save = async (privacy: PrivacySettings) => {
    try {
      client.setQueryData(['privacy'], await backend.privacySave(privacy))
      setProblem(null)
      refresh('ledger', 'drafts', 'workspace', 'products', 'compare')
      return true
    } catch (error) {
      setProblem(asProblem(error))
      return false
    }
  }
  const outOfRange = problem?.code === 'retention_range' ? problem : null
  return (
    <Page title={say('data.title')} lead={say('data.lead')}>
      {stored.isError && <ProblemNote problem={asProblem(stored.error)} />}
      {problem && !outOfRange && <ProblemNote problem={problem} />}
      {stored.data && (
        <>
          <Switch
            label={say('data.localOnly')}
            hint={say('data.localOnlyHint')}
            checked={stored.data.local_only}
            onChange={(local_only) => void save({ ...stored.data, local_only })}
          />
          <Switch
            label={say('data.mask')}
            hint={say('data.maskHint')}
            checked={stored.data.mask}
            onChange={(mask) => void save({ ...stored.data, mask })}
          />
          <Retention
            stored={stored.data.retention_days}
            problem={outOfRange}
            onSave={(retention_days) => save({ ...stored.data, retention_days })}
          />
        </>
      )}
      <Sent />
    </Page>
  )
}

interface RetentionProps {
  stored: number | null
  problem: Problem | null
  onSave: (days: number | null) => Promise<boolean>
}

const USUAL = 365

/** How long drafts are kept whole. It erases at once, so it is saved by a button and not by a click on the way. */
function Retention({ stored, problem, onSave }: RetentionProps) {
  const { say } = useSay()
  const [typed, setTyped] = useState<{ limited: boolean; days: string } | null>(null)
  const [saved, setSaved] = useState(false)
  const { limited, days } = typed ?? { limited: stored !== null, days: String(stored ?? USUAL) }
  // no whole number becomes 0, which the backend refuses with its sentence
  const chosen = limited ? (/^\d+$/.test(days.trim()) ? Number(days) : 0) : null
  const changed = typed !== null && chosen !== stored
  const set = (change: Partial<{ limited: boolean; days: string }>) => {
    setTyped({ limited, days, ...change })
    setSaved(false)
  }
  return (
    <form
      // what is out of range is said by the backend, in the person's language
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void onSave(chosen).then((done) => {
          setSaved(done)
          if (done) setTyped(null)
        })
      }}
    >
      <fieldset className={accounts.retention}>
        <legend>{say('data.retention')}</legend>
        <label>
          <input type="radio" name="retention" checked={!limited} onChange={() => set({ limited: false })} />
          {say('data.forever')}
        </label>
        <div className={accounts.days}>
          <label>
            <input type="radio" name="retention" checked={limited} onChange={() => set({ limited: true })} />
            {say('data.forDays')}
          </label>
          <input
            type="number"
            min={1}
            step={1}
            aria-label={say('data.days')}
            aria-invalid={problem !== null}
            disabled={!limited}
            value={days}
            onChange={(event) => set({ days: event.target.value })}
          />
          {limited && <span className="small quiet">{say('data.daysHint')}</span>}
        </div>
        {problem && <ProblemNote problem={problem} />}
        {limited && (
          <p className={accounts.erases}>
            <Mark kind="caution" silent /> {say('data.erases')}
          </p>
        )}
        <div className={accounts.actions}>
          <Button look="ink" type="submit" disabled={!changed}>
            {say(chosen === null ? 'data.keep' : 'data.keepAndErase')}
          </Button>
          {changed && <Button onClick={() => setTyped(null)}>{say('common.discard')}</Button>}
          <span className="quiet" role="status">
            {saved && say('data.saved')}
          </span>
        </div>
      </fieldset>
    </form>
  )
}

/** Requests that went out, by where they went. */
function Sent() {
  const { say, language } = useSay()
  const sent = useSent()
  return (
    <section>
      <h3 className={accounts.heading} id="sent">
        {say('data.sent')}
      </h3>
      {sent.isError && <ProblemNote problem={asProblem(sent.error)} />}
      {sent.data?.length === 0 && <p>{say('data.nothing')}</p>}
      {sent.data && sent.data.length > 0 && (
        <div className={accounts.scroll} role="region" tabIndex={0} aria-labelledby="sent">
          <table className={accounts.table} aria-labelledby="sent">
            <thead>
              <tr>
                <th scope="col">{say('data.provider')}</th>
                <th scope="col">{say('data.host')}</th>
                <th scope="col">{say('data.model')}</th>
                <th scope="col" className={accounts.figure}>
                  {say('data.requests')}
                </th>
                <th scope="col">{say('data.first')}</th>
                <th scope="col">{say('data.last')}</th>
              </tr>
            </thead>
            <tbody>
              {sent.data.map((one) => (
                <tr key={`${one.provider} ${one.host} ${one.model}`}>
                  <th scope="row">{one.provider}</th>
                  <td>{one.host}</td>
                  <td className={accounts.broken}>{one.model}</td>
                  <td className={accounts.figure}>{number(one.requests, language)}</td>
                  <td className={accounts.nowrap}>{when(one.first, language)}</td>
                  <td className={accounts.nowrap}>{when(one.last, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
