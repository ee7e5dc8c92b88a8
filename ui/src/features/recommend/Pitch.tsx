import { useEffect, useState, type ReactNode } from 'react'
import type { Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProviders, useRefresh } from '../../backend/queries'
import { useRuns } from '../../backend/runs'
import { Button } from '../../components/Button'
import { ProblemNote } from '../../components/ProblemNote'
import screen from '../../components/screen.module.css'
import { ProviderOptions } from '../../components/ProviderOptions'
import { useSay } from '../../i18n'
import { go } from '../../router'
import { Footer } from '../../shell/Footer'
import { useNamedScreen } from '../../shell/title'
import { PitchTable } from './PitchTable'
import { usePitch, type Subject } from './usePitch'
import { FEWEST, MOST, useRows } from './useRows'
import styles from './Recommend.module.css'

interface Props {
  subject: Subject
  name: string
  onBack: () => void
  /** What stands at the left: others to look at. */
  shelf?: ReactNode
}

/** Products worth pitching to a profile, or profiles to pitch a product to, each with its reasons. */
export function Pitch({ subject, name, onBack, shelf }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const providers = useProviders().data ?? []
  const [providerId, setProvider] = useState<string | null>(null)
  const [run, setRun] = useState<string | null>(null)
  const [starting, setStarting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const pitch = usePitch(subject)
  const table = useRows(subject, pitch.rows, pitch.excluded, (row, pick) => void pitch.pick(row, pick))
  const writes = subject.kind === 'profile'
  const enough = table.chosen.length >= FEWEST && table.chosen.length <= MOST
  const provider = providers.find((one) => one.id === providerId) ?? providers.find((one) => one.default)
  useNamedScreen(name, '')
  useFirstDraft(run)
  const write = async () => {
    if (!enough || starting) return
    setStarting(true)
    try {
      const started = await backend.recommendationMessage({
        profile: subject.id,
        products: table.chosen,
        brief: null,
        provider: provider?.id ?? null,
      })
      setProblem(null)
      refresh('briefs', 'drafts')
      setRun(started.run)
    } catch (error) {
      setProblem(asProblem(error))
      setStarting(false)
    }
  }
  const empty = pitch.loaded && pitch.rows.length + pitch.excluded.length === 0
  const shown = problem ?? pitch.problem
  return (
    <>
      <div className={screen.work}>
        {shelf}
        <section className={styles.pitch} aria-label={say(`pitch.${subject.kind}`)}>
          <div className={styles.lead}>
            <h2>{say(`pitch.${subject.kind}`)}</h2>
            <p className="small quiet">{say('pitch.method')}</p>
          </div>
          {shown && <ProblemNote problem={shown} />}
          {empty ? (
            <div className={screen.empty}>
              <p className={screen.sentence}>{say(`pitch.empty.${subject.kind}`)}</p>
              <Button onClick={() => (writes ? go('profiles', subject.id) : go('products', subject.id))}>
                {say(`pitch.mend.${subject.kind}`)}
              </Button>
            </div>
          ) : (
            pitch.loaded && (
              <PitchTable
                subject={subject}
                rows={pitch.rows}
                excluded={pitch.excluded}
                open={table.open}
                onOpen={table.setOpen}
                at={table.at}
                onAt={table.setAt}
                chosen={writes ? table.chosen : null}
                onChoose={table.choose}
                onPick={table.pick}
              />
            )
          )}
        </section>
      </div>
      <Footer
        keys={[
          { key: 'ArrowDown', run: () => table.move(1) },
          { key: 'ArrowUp', run: () => table.move(-1) },
          {
            key: ' ',
            label: say('common.select'),
            run: () => table.at && table.choose(table.at),
            when: writes && table.current !== undefined && table.current.pick !== 'excluded',
          },
          { key: 'p', label: say('pitch.pin'), run: () => table.toggle('pinned'), when: !empty },
          { key: 'x', label: say('pitch.exclude'), run: () => table.toggle('excluded'), when: !empty },
          {
            key: 'mod+Enter',
            label: say('pitch.write'),
            run: () => void write(),
            when: writes && enough && !starting,
          },
          { key: 'Escape', label: say('pitch.back'), run: onBack },
        ]}
      >
        <Button look="link" onClick={onBack}>
          {say(`pitch.backTo.${subject.kind}`)}
        </Button>
        {writes ? (
          <>
            <span className="small quiet">
              {starting
                ? say('pitch.starting')
                : table.chosen.length > MOST
                  ? say('pitch.tooMany', { count: table.chosen.length, most: MOST })
                  : say('pitch.chosen', { count: table.chosen.length })}
            </span>
            <select
              className={styles.where}
              aria-label={say('generate.where')}
              value={provider?.id ?? ''}
              onChange={(event) => setProvider(event.target.value)}
            >
              <ProviderOptions />
            </select>
            <Button look="ink" hint="mod+Enter" disabled={!enough || starting} onClick={() => void write()}>
              {say('pitch.write')}
            </Button>
          </>
        ) : (
          <Button look="link" onClick={() => go('desk', null, { generate: subject.id })}>
            {say('products.generate')}
          </Button>
        )}
      </Footer>
    </>
  )
}

/** Opens a run's first draft on the desk as soon as it is being written. */
function useFirstDraft(run: string | null) {
  const runs = useRuns()
  const first =
    runs.writing.find((one) => one.run === run)?.draft ??
    (runs.last?.run === run ? runs.last?.draft : undefined)
  useEffect(() => {
    if (run && first) go('desk', first)
  }, [run, first])
}
