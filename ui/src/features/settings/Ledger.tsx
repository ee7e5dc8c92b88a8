import { useId, useState } from 'react'
import { useLedger } from '../../backend/accounts'
import type { Broken, Deed, LedgerVerdict, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { sentences, when } from '../../i18n/format'
import { DEEDS, useDeeds } from '../ledger/deeds'
import accounts from './Accounts.module.css'
import { Page } from './pages'

/** Every decision in order, whether the chain holds, and the way to an auditor. */
export function Ledger() {
  const { say } = useSay()
  const backend = useBackend()
  const [verdict, setVerdict] = useState<LedgerVerdict | null>(null)
  const [verifying, setVerifying] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const verify = async () => {
    setVerifying(true)
    setVerdict(null)
    setProblem(null)
    try {
      setVerdict(await backend.ledgerVerify())
    } catch (error) {
      setProblem(asProblem(error))
    }
    setVerifying(false)
  }
  return (
    <Page title={say('ledger.title')} lead={say('ledger.lead')}>
      <div className={accounts.actions}>
        <Button look="ink" disabled={verifying} onClick={() => void verify()}>
          {say('ledger.verify')}
        </Button>
        <Export />
        <span className="quiet" role="status">
          {verifying && say('ledger.verifying')}
        </span>
      </div>
      {problem && <ProblemNote problem={problem} />}
      {verdict && <Verdict verdict={verdict} />}
      <Entries />
    </Page>
  )
}

function Verdict({ verdict }: { verdict: LedgerVerdict }) {
  const { say, language } = useSay()
  if (verdict.broken)
    return (
      <div className={accounts.verdict} data-broken role="alert">
        <p>
          <Mark kind="ban" silent /> {sentences(language, say('ledger.broken'), whereOf(verdict.broken, say))}
        </p>
        <p>{say('ledger.then')}</p>
      </div>
    )
  return (
    <div className={accounts.verdict} role="status">
      <p>
        <Mark kind="approved" silent />{' '}
        {sentences(
          language,
          say('ledger.holds', { count: verdict.entries }),
          verdict.erased > 0 && say('ledger.holdsErased', { count: verdict.erased }),
        )}
      </p>
      {verdict.head && <Head hash={verdict.head} />}
    </div>
  )
}

function whereOf(broken: Broken, say: ReturnType<typeof useSay>['say']): string {
  switch (broken.kind) {
    case 'gap':
      return say('ledger.gap', { expected: broken.expected, found: broken.found })
    case 'previous':
      return say('ledger.previous', { number: broken.number })
    case 'entry':
      return say('ledger.entry', { number: broken.number })
    case 'detail':
      return say('ledger.detailBroken', { number: broken.number })
  }
}

/** The hash, to be kept elsewhere. */
function Head({ hash }: { hash: string }) {
  const { say } = useSay()
  const id = useId()
  const [copied, setCopied] = useState(false)
  return (
    <div className={accounts.head}>
      <label htmlFor={id}>{say('ledger.head')}</label>
      <input id={id} readOnly value={hash} onFocus={(event) => event.target.select()} spellCheck={false} />
      <Button
        onClick={() =>
          void navigator.clipboard.writeText(hash).then(
            () => setCopied(true),
            // where the clipboard is refused the hash is selected, and the person copies it
            () => document.getElementById(id)?.focus(),
          )
        }
      >
        <span aria-live="polite">{say(copied ? 'ledger.copied' : 'ledger.copy')}</span>
      </Button>
      <p className="small quiet">{say('ledger.headHint')}</p>
    </div>
  )
}

/** Writes all of it to a file; a file that is there is replaced only when the person says so. */
function Export() {
  const { say } = useSay()
  const backend = useBackend()
  const [path, setPath] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [written, setWritten] = useState<number | null>(null)
  const write = async (file: string, overwrite: boolean) => {
    setPath(file)
    setProblem(null)
    setWritten(null)
    try {
      setWritten(await backend.ledgerExport(file, overwrite))
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const choose = async () => {
    const file = await backend.chooseSave(`${say('ledger.file')}.jsonl`, [
      { name: 'JSON Lines', extensions: ['jsonl'] },
    ])
    if (file) await write(file, false)
  }
  return (
    <>
      <Button title={say('ledger.exportHint')} onClick={() => void choose()}>
        {say('ledger.export')}
      </Button>
      {problem && (
        <ProblemNote problem={problem}>
          {problem.code === 'file_exists' && (
            <Button look="link" onClick={() => void write(path, true)}>
              {say('exporting.replace')}
            </Button>
          )}
        </ProblemNote>
      )}
      {written !== null && (
        <p role="status">
          {say('ledger.written', { count: written, path })}{' '}
          <Button look="link" onClick={() => void backend.reveal(path)}>
            {say('exporting.reveal')}
          </Button>
        </p>
      )}
    </>
  )
}

function Entries() {
  const { say, language } = useSay()
  const deeds = useDeeds()
  const [deed, setDeed] = useState<Deed | null>(null)
  const ledger = useLedger(deed)
  const entries = ledger.data?.pages.flat() ?? []
  return (
    <section>
      <label className={accounts.filter}>
        {say('ledger.filter')}
        <select value={deed ?? ''} onChange={(event) => setDeed((event.target.value || null) as Deed | null)}>
          <option value="">{say('ledger.everything')}</option>
          {DEEDS.map((one) => (
            <option key={one} value={one}>
              {deeds.name(one)}
            </option>
          ))}
        </select>
      </label>
      {ledger.isError && <ProblemNote problem={asProblem(ledger.error)} />}
      {ledger.data && entries.length === 0 && (
        <p>{say(deed === null ? 'ledger.empty' : 'ledger.emptyFilter')}</p>
      )}
      {entries.length > 0 && (
        <table className={accounts.table} aria-label={say('ledger.title')}>
          <thead>
            <tr>
              <th scope="col">{say('ledger.number')}</th>
              <th scope="col">{say('ledger.at')}</th>
              <th scope="col">{say('ledger.by')}</th>
              <th scope="col">{say('ledger.what')}</th>
              <th scope="col">{say('ledger.detail')}</th>
              <th scope="col">
                <span className="visually-hidden">{say('ledger.toDraft')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => {
              const detail = deeds.detail(entry)
              return (
                <tr key={entry.number}>
                  <td className="quiet">{entry.number}</td>
                  <td className={accounts.nowrap}>{when(entry.at, language)}</td>
                  <td>{entry.by ? entry.by : <span className="quiet">{deeds.by(entry)}</span>}</td>
                  <td className={accounts.what}>{deeds.name(entry.deed)}</td>
                  <td>{detail ?? <span className="quiet">{say('ledger.erasedDetail')}</span>}</td>
                  <td className={accounts.nowrap}>
                    {entry.draft && detail !== null && entry.deed !== 'deleted' && (
                      <a href={`#/desk/${encodeURIComponent(entry.draft)}`}>
                        {say('ledger.toDraft')}
                        <span className="visually-hidden"> {entry.number}</span>
                      </a>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {ledger.hasNextPage && (
        <p>
          <Button disabled={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
            {say('ledger.more')}
          </Button>
        </p>
      )}
    </section>
  )
}
