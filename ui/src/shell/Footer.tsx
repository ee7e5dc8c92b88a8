import { useState, type ReactNode } from 'react'
import { asProblem } from '../backend/context'
import type { Problem } from '../backend/bindings'
import { useRefresh } from '../backend/queries'
import { Button } from '../components/Button'
import { useProblemSentence } from '../components/ProblemNote'
import { dismissUndo, useUndo } from '../components/undo'
import { useSay } from '../i18n'
import { keycap, useKeys, useShownKeys, type KeyAction } from '../keys'
import styles from './Footer.module.css'

interface Props {
  /** Keys of this screen, in the order in which they are shown. */
  keys?: KeyAction[]
  /** While somebody types only the keys that work there are shown. */
  editing?: boolean
  children?: ReactNode
}

/** The keys that act now at the left, decisions at the right. */
export function Footer({ keys = [], editing, children }: Props) {
  const { say } = useSay()
  const refresh = useRefresh()
  const sentence = useProblemSentence()
  const undo = useUndo()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [all, setAll] = useState(false)
  const takeBack = async () => {
    if (!undo) return
    dismissUndo()
    try {
      await undo.undo()
      setProblem(null)
    } catch (error) {
      setProblem(asProblem(error))
    }
    refresh()
  }
  useKeys([
    ...keys,
    { key: 'mod+z', run: () => void takeBack(), when: undo !== null && !editing },
    { key: '?', label: say('shell.allKeys'), run: () => setAll((open) => !open) },
    { key: 'Escape', run: () => setAll(false), when: all },
  ])
  const shown = keys.filter(
    (action) =>
      action.label &&
      action.when !== false &&
      (!editing || action.key.startsWith('mod+') || action.key === 'Escape'),
  )
  return (
    <footer className={styles.footer}>
      {all && <AllKeys onClose={() => setAll(false)} />}
      <div className={styles.keys}>
        {undo ? (
          <span role="status" className={styles.undo}>
            {undo.sentence}{' '}
            <Button look="link" hint="mod+z" onClick={() => void takeBack()}>
              {say('common.undo')}
            </Button>
          </span>
        ) : problem ? (
          <span role="alert">{sentence(problem)}</span>
        ) : (
          <>
            <div className={styles.hints}>
              {editing && <b>{say('common.editing')}</b>}
              {shown.map((action) => (
                <span key={action.key} className={styles.key}>
                  <kbd>{keycap(action.key)}</kbd> {action.label}
                </span>
              ))}
            </div>
            {!editing && (
              <button type="button" className={styles.key} onClick={() => setAll(true)}>
                <kbd>?</kbd> {say('shell.allKeys')}
              </button>
            )}
          </>
        )}
      </div>
      <div className={styles.decisions}>{children}</div>
    </footer>
  )
}

export function AllKeys({ onClose }: { onClose?: () => void }) {
  const { say } = useSay()
  const keys = useShownKeys()
  return (
    <section className={styles.all} aria-label={say('shell.allKeys')}>
      <h2 className="label">{say('shell.allKeys')}</h2>
      <dl>
        {keys.map((action) => (
          <div key={action.key}>
            <dt>
              <kbd>{keycap(action.key)}</kbd>
            </dt>
            <dd>{action.label}</dd>
          </div>
        ))}
      </dl>
      {onClose && (
        <Button look="link" onClick={onClose} hint="Escape">
          {say('common.close')}
        </Button>
      )}
    </section>
  )
}
