import { useState } from 'react'
import type { Problem, RecordVersion } from '../backend/bindings'
import { asProblem } from '../backend/context'
import { useSay } from '../i18n'
import { when } from '../i18n/format'
import { Button } from './Button'
import { ProblemNote } from './ProblemNote'
import styles from './Versions.module.css'

interface Props<T> {
  versions: RecordVersion<T>[] | undefined
  failed: Problem | null
  /** The version that is saved now. */
  current: number
  /** What the form says now. */
  now: T
  /** The fields by their names, as a person reads them. */
  words: (fields: T) => [name: string, text: string][]
  onRestore: (fields: T) => Promise<void>
}

/** What was saved before: one is looked at against the form, and saved again as it was. */
export function Versions<T>({ versions, failed, current, now, words, onRestore }: Props<T>) {
  const { say, language } = useSay()
  const [open, setOpen] = useState<number | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  if (failed) return <ProblemNote problem={failed} />
  if (!versions) return null
  const present = new Map(words(now))
  const restore = async (fields: T) => {
    try {
      await onRestore(fields)
      setProblem(null)
      setOpen(null)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <div className={styles.versions}>
      {problem && <ProblemNote problem={problem} />}
      <ol>
        {versions.map((one) => {
          const differs = words(one.fields).filter(([name, text]) => present.get(name) !== text)
          return (
            <li key={one.version}>
              <button
                type="button"
                className={styles.row}
                aria-expanded={open === one.version}
                onClick={() => setOpen(open === one.version ? null : one.version)}
              >
                <b>{say('versions.number', { number: one.version })}</b>
                <span className="small quiet">{when(one.saved_at, language)}</span>
                <span className="small quiet">{one.by || say('versions.shipped')}</span>
                <span className="small">{one.version === current && say('versions.current')}</span>
              </button>
              {open === one.version && (
                <div className={styles.body}>
                  {differs.length === 0 ? (
                    <p className="small quiet">{say('versions.same')}</p>
                  ) : (
                    <dl>
                      {differs.map(([name, text]) => (
                        <div key={name}>
                          <dt>{name}</dt>
                          <dd>{text || say('versions.empty')}</dd>
                          {present.get(name) && <dd className={styles.now}>{present.get(name)}</dd>}
                        </div>
                      ))}
                    </dl>
                  )}
                  {one.version !== current && (
                    <Button onClick={() => void restore(one.fields)}>
                      {say('versions.restore', { number: one.version })}
                    </Button>
                  )}
                </div>
              )}
            </li>
          )
        })}
      </ol>
      <p className="small quiet">{say('versions.hint')}</p>
    </div>
  )
}
