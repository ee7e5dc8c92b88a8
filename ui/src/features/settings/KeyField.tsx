import { Clock, Lock } from 'lucide-react'
import { useState } from 'react'
import type { KeyKeeping, Problem, ProviderView } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { TextField } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'
import styles from './Settings.module.css'

/** A key goes in and never comes out: typed once, then a line that says where it is. */
export function KeyField({ provider }: { provider: ProviderView }) {
  const { say, language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const [typed, setTyped] = useState('')
  const [replacing, setReplacing] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [waiting, setWaiting] = useState(false)
  const { key } = provider
  const kept = key.kind === 'stored' || key.kind === 'this_run'
  const save = async (keeping: KeyKeeping) => {
    setWaiting(true)
    try {
      await backend.keySet(provider.id, typed, keeping)
      // not a moment longer than needed
      setTyped('')
      setReplacing(false)
      setProblem(null)
      refresh('providers')
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setWaiting(false)
    }
  }
  const remove = async () => {
    try {
      await backend.keyRemove(provider.id)
      setProblem(null)
      refresh('providers')
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <section className={styles.key} aria-label={say('settings.key')}>
      {kept && (
        <div className={styles.locked}>
          {key.kind === 'stored' ? (
            <Lock size={16} strokeWidth={1.5} aria-hidden="true" />
          ) : (
            <Clock size={16} strokeWidth={1.5} aria-hidden="true" />
          )}
          <div>
            <b>{key.kind === 'stored' ? say('settings.stored') : say('settings.keyThisRun')}</b>
            <p className="small quiet">
              {key.kind === 'stored'
                ? say('settings.storedSince', { since: when(key.since, language) })
                : say('settings.thisRunHint')}
            </p>
          </div>
        </div>
      )}
      {kept && !replacing ? (
        <div className={styles.actions}>
          <Button onClick={() => setReplacing(true)}>{say('settings.replaceKey')}</Button>
          <Button onClick={() => void remove()}>{say('settings.removeKey')}</Button>
        </div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void save('keychain')
          }}
        >
          <TextField
            type="password"
            autoComplete="off"
            label={say('settings.key')}
            hint={say('settings.keyHint')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <div className={styles.actions}>
            <Button type="submit" disabled={!typed.trim() || waiting}>
              {say('settings.saveKey')}
            </Button>
            {waiting && (
              <span className="small quiet" role="status">
                {say('settings.waitingForKeychain')}
              </span>
            )}
            {replacing && <Button onClick={() => setReplacing(false)}>{say('common.cancel')}</Button>}
          </div>
        </form>
      )}
      {problem && (
        <ProblemNote problem={problem}>
          {typed && problem.code.includes('keychain') && (
            <Button look="link" onClick={() => void save('this_run')}>
              {say('settings.keepThisRun')}
            </Button>
          )}
        </ProblemNote>
      )}
    </section>
  )
}
