import { Megaphone, Plus } from 'lucide-react'
import { useState } from 'react'
import type { RunView } from '../../backend/bindings'
import { goesOn } from '../../backend/campaigns'
import { asProblem, useBackend } from '../../backend/context'
import { useCampaigns, useRefresh, useSettings } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Grid, type Column } from '../../components/Grid'
import { ProblemNote, useProblemSentence } from '../../components/ProblemNote'
import screen from '../../components/screen.module.css'
import { offerUndo } from '../../components/undo'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'
import { go } from '../../router'
import { Footer } from '../../shell/Footer'
import { Interrupted } from './Interrupted'
import { Done, Scope, Spent, State, Trouble } from './cells'
import styles from './List.module.css'

export function List() {
  const { say, language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const runs = useCampaigns()
  const rows = runs.data ?? []
  const density = useSettings().data?.density ?? 'dense'
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const sentence = useProblemSentence()
  const [problem, setProblem] = useState<string | null>(null)
  const start = () => go('campaigns', 'new')
  const remove = async () => {
    const chosen = rows.filter((run) => selected.has(run.progress.run))
    const ids = chosen.filter((run) => !goesOn(run.progress.state)).map((run) => run.progress.run)
    setProblem(ids.length < chosen.length ? say('campaigns.stopFirst') : null)
    if (ids.length === 0) return
    try {
      await backend.campaignsDelete(ids)
      setSelected(new Set())
      offerUndo({
        sentence: say('campaigns.deleted', { count: ids.length }),
        undo: () => backend.campaignsRestore(ids),
      })
    } catch (error) {
      setProblem(sentence(asProblem(error)))
    }
    refresh('campaigns')
  }
  const columns: Column<RunView>[] = [
    {
      key: 'state',
      header: say('campaigns.stateHead'),
      width: '112px',
      cell: (run) => <State run={run} />,
    },
    {
      key: 'name',
      header: say('campaigns.name'),
      width: 'minmax(110px, 1.4fr)',
      cell: (run) => (
        <span className={screen.strong} title={run.name}>
          {run.name}
        </span>
      ),
    },
    {
      key: 'scope',
      header: say('campaigns.scope'),
      width: 'minmax(110px, 1.3fr)',
      cell: (run) => <Scope run={run} />,
    },
    { key: 'done', header: say('campaigns.done'), width: '150px', cell: (run) => <Done run={run} /> },
    {
      key: 'trouble',
      header: say('campaigns.needsYou'),
      width: '132px',
      cell: (run) => <Trouble run={run} />,
    },
    {
      key: 'spent',
      header: say('campaigns.spent'),
      width: '78px',
      numeric: true,
      cell: (run) => <Spent run={run} />,
    },
    {
      key: 'model',
      header: say('campaigns.model'),
      width: 'minmax(80px, 1fr)',
      cell: (run) => {
        const words = `${run.model || run.provider} · ${run.host ?? say('shell.here')}`
        return <span title={words}>{words}</span>
      },
    },
    {
      key: 'started',
      header: say('campaigns.started'),
      width: '116px',
      cell: (run) => <span className="quiet">{when(run.created_at, language)}</span>,
    },
  ]
  const create = (
    <Button look="ink" icon={<Plus size={14} aria-hidden="true" />} hint="n" onClick={start}>
      {say('campaigns.new')}
    </Button>
  )
  return (
    <>
      {rows.length > 0 && (
        <div className={screen.bar}>
          <span className="quiet">{say('campaigns.runs', { count: rows.length })}</span>
          <span className={screen.push} />
          {create}
        </div>
      )}
      {runs.isError && <ProblemNote problem={asProblem(runs.error)} />}
      {problem && (
        <p className={styles.note} role="alert">
          {problem}
        </p>
      )}
      <Interrupted runs={rows} />
      <div className={screen.work}>
        {runs.data && rows.length === 0 ? (
          <div className={screen.empty}>
            <Megaphone size={18} strokeWidth={1.5} aria-hidden="true" />
            <p className={screen.sentence}>{say('campaigns.empty')}</p>
            {create}
          </div>
        ) : (
          <Grid
            label={say('shell.campaigns')}
            columns={columns}
            rows={rows}
            idOf={(run) => run.progress.run}
            selected={selected}
            onSelect={setSelected}
            onOpen={(run) => go('campaigns', run.progress.run)}
            rowHeight={density === 'dense' ? 33 : 41}
          />
        )}
      </div>
      <Footer
        keys={[
          { key: 'n', label: say('campaigns.new'), run: start },
          {
            key: 'Delete',
            label: say('common.delete'),
            run: () => void remove(),
            when: selected.size > 0,
          },
        ]}
      >
        {selected.size > 0 && (
          <>
            <b>{say('common.selected', { count: selected.size })}</b>
            <span className="small quiet">{say('campaigns.draftsStay')}</span>
            <Button look="link" onClick={() => void remove()}>
              {say('common.delete')}
            </Button>
          </>
        )}
      </Footer>
    </>
  )
}
