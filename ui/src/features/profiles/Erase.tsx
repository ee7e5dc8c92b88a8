import { useEffect, useRef, useState } from 'react'
import type { ErasedView, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { TextField } from '../../components/Field'
import { Mark } from '../../components/Mark'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import styles from './Erase.module.css'

interface Props {
  name: string
  onErased: (erased: ErasedView) => void
}

/** Takes a profile away for good: asked in place, and only where its name is typed. */
export function Erase({ name, onErased }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [erasing, setErasing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const left = useRef(false)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (asking) form.current?.scrollIntoView?.({ block: 'end' })
    else if (left.current) opener.current?.focus()
  }, [asking])
  const close = () => {
    left.current = true
    setAsking(false)
    setTyped('')
    setProblem(null)
  }
  const isNamed = typed.trim() === name.trim()
  const erase = async () => {
    if (!isNamed || erasing) return
    setErasing(true)
    try {
      const erased = await backend.profileErase(name)
      onErased(erased)
      refresh()
    } catch (error) {
      setProblem(asProblem(error))
      setErasing(false)
    }
  }
  if (!asking)
    return (
      <div>
        <Button ref={opener} look="link" className={styles.ask} onClick={() => setAsking(true)}>
          {say('erase.ask')}
        </Button>
      </div>
    )
  return (
    <form
      ref={form}
      className={styles.erase}
      aria-label={say('erase.title', { name })}
      onSubmit={(event) => {
        event.preventDefault()
        void erase()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        close()
      }}
    >
      <h3>
        <Mark kind="ban" silent /> {say('erase.title', { name })}
      </h3>
      <p>{say('erase.what')}</p>
      <p>
        <b>{say('erase.never')}</b>
      </p>
      {problem && <ProblemNote problem={problem} />}
      <TextField
        label={say('erase.type', { name })}
        value={typed}
        // the person has just asked for this field
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className={styles.row}>
        <Button type="submit" className={styles.do} disabled={!isNamed || erasing}>
          {say(erasing ? 'erase.doing' : 'erase.do')}
        </Button>
        <Button look="link" onClick={close}>
          {say('common.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** What went, and who has to be asked for the rest. */
export function Erased({ erased }: { erased: ErasedView }) {
  const { say } = useSay()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const { profiles, drafts, runs, entries, hosts } = erased
  const lines = [
    say('erase.profiles', { count: profiles }),
    say('erase.drafts', { count: drafts }),
    runs > 0 && say('erase.runs', { count: runs }),
    entries > 0 && say('erase.entries', { count: entries }),
  ].filter((line) => line !== false)
  return (
    <section ref={box} tabIndex={-1} className={styles.erased} aria-label={say('erase.done')}>
      <h3>{say('erase.done')}</h3>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {hosts.length > 0 ? (
        <>
          <p>{say('erase.hosts')}</p>
          <ul className={styles.lines}>
            {hosts.map((host) => (
              <li key={host}>
                <b>{host}</b>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{say('erase.noHosts')}</p>
      )}
      <p className="quiet">{say('erase.backups')}</p>
    </section>
  )
}
