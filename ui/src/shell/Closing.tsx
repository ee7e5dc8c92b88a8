import { useEffect, useId, useRef, useState } from 'react'
import type { Problem } from '../backend/bindings'
import { goesOn, stay, useClosing, useStandings } from '../backend/campaigns'
import { asProblem, useBackend } from '../backend/context'
import { useCampaigns } from '../backend/queries'
import { Button } from '../components/Button'
import { ProblemNote } from '../components/ProblemNote'
import { useSay } from '../i18n'
import { number } from '../i18n/format'
import styles from './Closing.module.css'

/** What becomes of campaigns that run when the window is closed: a person says. */
export function Closing() {
  const runs = useClosing()
  return runs && <Question runs={runs} />
}

function Question({ runs }: { runs: string[] }) {
  const { say, language } = useSay()
  const backend = useBackend()
  const told = useStandings(runs)
  const read = useCampaigns().data ?? []
  // one that has not been told of yet is as it was read
  const standings = runs
    .map(
      (run) =>
        told.find((one) => one.progress.run === run)?.progress ??
        read.find((one) => one.progress.run === run)?.progress,
    )
    .filter((one) => one !== undefined)
  const panel = useRef<HTMLDivElement>(null)
  const [title, text] = [useId(), useId()]
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const sum = (part: 'done' | 'cells' | 'in_flight') => standings.reduce((total, one) => total + one[part], 0)
  const going = standings.filter((one) => goesOn(one.state)).length
  useEffect(() => {
    const before = document.activeElement
    panel.current?.querySelector('button')?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  // its button is gone once it is pressed
  useEffect(() => {
    if (leaving) panel.current?.focus()
  }, [leaving])

  const attempt = async (call: () => Promise<void>) => {
    try {
      await call()
      return true
    } catch (error) {
      setLeaving(false)
      setProblem(asProblem(error))
      return false
    }
  }
  const keep = async () => {
    if (await attempt(() => backend.keepGoing())) stay()
  }
  /** Answered at once; the window closes when what is under way is finished, and until then says so. */
  const leave = () => {
    setLeaving(true)
    void attempt(() => backend.pauseAndClose())
  }
  const keyDown = (event: React.KeyboardEvent) => {
    // keys of the screen behind do not act here
    event.stopPropagation()
    if (event.key === 'Escape' && !leaving) stay()
    if (event.key !== 'Tab') return
    const buttons = [...(panel.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const next = (at + (event.shiftKey ? -1 : 1) + buttons.length) % (buttons.length || 1)
    event.preventDefault()
    buttons[next]?.focus()
  }
  const numbers = {
    count: runs.length,
    done: number(sum('done'), language),
    cells: number(sum('cells'), language),
  }
  return (
    // the focus stays in the panel: a press beside it takes it nowhere
    <div className={styles.scrim} onMouseDown={(event) => event.preventDefault()}>
      <div
        ref={panel}
        className={styles.panel}
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={title}
        aria-describedby={text}
        tabIndex={-1}
        onKeyDown={keyDown}
      >
        <h2 id={title}>{say(leaving ? 'closing.leaving' : 'closing.title', { count: runs.length })}</h2>
        <p id={text} role={leaving ? 'status' : undefined}>
          {leaving
            ? say(sum('in_flight') > 0 ? 'closing.finishing' : 'closing.closes', { count: sum('in_flight') })
            : going === 0 && standings.length > 0
              ? say('closing.atRest', numbers)
              : say('closing.running', numbers)}
        </p>
        {problem && <ProblemNote problem={problem} />}
        {!leaving && (
          <>
            <p className="small quiet">{say('closing.what')}</p>
            <div className={styles.actions}>
              <Button look="ink" onClick={() => void keep()}>
                {say('closing.keep')}
              </Button>
              <Button onClick={leave}>{say('closing.pause')}</Button>
              <Button hint="Escape" onClick={stay}>
                {say('closing.stay')}
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  )
}
