import { useCallback, useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { DraftView, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { FIRST_DRAFTS } from '../../backend/first'
import {
  useDraft,
  useDrafts,
  useRefresh,
  useSaveSettings,
  useSettings,
  useWorkspace,
} from '../../backend/queries'
import { useRuns, type Writing } from '../../backend/runs'
import { ProblemNote } from '../../components/ProblemNote'
import { offerUndo } from '../../components/undo'
import { useSay } from '../../i18n'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { Localise } from '../localise/Localise'
import type { FieldsView } from './Copy'
import { Decide, type Asking } from './Decide'
import { DraftList, queryOf, type Filter } from './DraftList'
import { FieldsGalley } from './fields/FieldsGalley'
import { foundIn, type Found } from './fields/useFound'
import { FirstStart } from './FirstStart'
import { Further } from './Further'
import { Galley } from './Galley'
import { GeneratePanel } from './GeneratePanel'
import { InterruptedStrip } from './InterruptedStrip'
import { Streaming } from './Streaming'
import { Ticket } from './Ticket'
import styles from './Desk.module.css'

const PAGE = FIRST_DRAFTS.limit
const nobody: Writing[] = []

export function Desk() {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const route = useRoute()
  const settings = useSettings().data
  const saveSettings = useSaveSettings()
  const counts = useWorkspace().data?.counts
  const runs = useRuns()
  const [filter, setFilter] = useState<Filter>('all')
  const [channel, setChannel] = useState<string | null>(null)
  const [localising, setLocalising] = useState(false)
  // what stands in the way in what is typed, before it is saved
  const [typed, setTyped] = useState<Found | null>(null)
  // how often approval was asked for while cautions were open: each time the first of them takes the focus
  const [pointed, setPointed] = useState(0)
  const [search, setSearch] = useState('')
  const [limit, setLimit] = useState(PAGE)
  const [editing, setEditing] = useState(false)
  const [shownAs, setShownAs] = useState<FieldsView>('proof')
  const [revision, setRevision] = useState<number | null>(null)
  const [asking, setAsking] = useState<Asking>(null)
  const [ticket, setTicket] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const flush = useRef<(() => Promise<boolean>) | null>(null)
  const openTools = useRef<(() => void) | null>(null)
  const run = route.params.get('run')
  const page = useDrafts({ ...FIRST_DRAFTS, ...queryOf(filter), run, channel, search, limit }).data
  const rows = page?.rows ?? []
  // a campaign's drafts are looked at without what else is being written
  const beingWritten = run === null ? runs.writing : nobody
  const selected = route.id ?? beingWritten[0]?.draft ?? rows[0]?.id ?? null
  const writing = beingWritten.find((one) => one.draft === selected)
  const draft = useDraft(writing ? null : selected)
  const view = draft.data && draft.data.draft.id === selected ? draft.data : null
  const panel = route.params.get('generate')
  const found = !view ? null : typed?.draft === view.draft.id ? typed : foundIn(view.draft, view.report)
  const open = found?.open ?? 0
  const blocked =
    !view || !found
      ? null
      : view.channel && view.draft.fields === null
        ? say('fields.blockedMalformed')
        : found.bans > 0
          ? say('fields.bans', { count: found.bans })
          : null

  const select = useCallback(
    async (id: string | null) => {
      await flush.current?.()
      setEditing(false)
      setRevision(null)
      setAsking(null)
      setLocalising(false)
      setProblem(null)
      setPointed(0)
      go('desk', id, run ? { run } : undefined)
    },
    [run],
  )
  // a run's first draft opens as it is written, and stays open when it is done
  const watched = useRef<string | null>(null)
  useEffect(() => {
    const first = runs.writing.find((one) => one.run === watched.current)
    if (first) {
      watched.current = null
      void select(first.draft)
    }
  }, [runs.writing, select])

  const put = useCallback(
    (fresh: DraftView) => client.setQueryData(['draft', fresh.draft.id], fresh),
    [client],
  )
  const order = [...beingWritten.map((one) => one.draft), ...rows.map((row) => row.id)]
  const at = selected ? order.indexOf(selected) : -1
  const step = (by: number) => {
    const id = order[Math.min(Math.max(at + by, 0), order.length - 1)]
    if (id) void select(id)
  }
  /** The next draft that waits for a decision, below first, then from the top. */
  const nextRemaining = () => {
    const waits = (id: string) =>
      id !== selected &&
      rows.some((row) => row.id === id && (row.state === 'draft' || row.state === 'in_review'))
    return order.slice(at + 1).find(waits) ?? order.find(waits) ?? null
  }
  const decide = async (act: () => Promise<unknown>, forward: boolean) => {
    if (!view) return
    // a decision is about the words that are seen: while they are not saved, the head says why, and nothing is decided
    if ((await flush.current?.()) === false) return
    setAsking(null)
    try {
      await act()
      setProblem(null)
      const next = forward ? nextRemaining() : null
      setEditing(false)
      refresh('drafts', 'draft', 'workspace', 'products', 'compare', 'ledger')
      if (next) void select(next)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const left = async (call: Promise<{ problem: Problem }[]>) => {
    const undecided = (await call)[0]
    if (undecided) throw undecided.problem
  }
  const approve = (name?: string) =>
    void decide(async () => {
      if (name) await saveSettings({ reviewer: name })
      await left(backend.draftsApprove([view!.draft.id]))
    }, true)
  const askApproval = () => {
    if (open > 0) {
      // the notes are looked at where they stand
      setRevision(null)
      if (shownAs === 'clean' || shownAs === 'preview') setShownAs('proof')
      setPointed(pointed + 1)
    } else if (settings?.reviewer.trim()) approve()
    else setAsking('name')
  }
  useEffect(() => {
    if (pointed > 0) document.querySelector<HTMLElement>('[data-waive]')?.focus()
  }, [pointed])
  const reject = (reason: string) =>
    void decide(() => left(backend.draftsReject([view!.draft.id], reason)), true)
  const review = () => void decide(() => left(backend.draftsToReview([view!.draft.id])), false)
  const remove = () => {
    const id = view!.draft.id
    void decide(async () => {
      await backend.draftsDelete([id])
      offerUndo({
        sentence: say('desk.deleted', { name: view!.draft.provenance.product.name }),
        undo: () => backend.draftsUndelete([id]),
      })
    }, false).then(() => select(order[at + 1] ?? order[at - 1] ?? null))
  }

  if (!counts) return <div className={styles.desk} />
  const none = counts.draft + counts.in_review + counts.approved + counts.rejected === 0
  const started = (run: string) => {
    watched.current = run
    go('desk')
  }
  if (none && runs.writing.length === 0 && runs.runs.length === 0 && panel === null)
    return <FirstStart onStarted={started} />

  const idle = !editing && asking === null && panel === null && !localising
  const keys = [
    { key: 'ArrowUp', run: () => step(-1), when: idle },
    { key: 'ArrowDown', label: say('desk.item'), run: () => step(1), when: idle },
    {
      key: 'Enter',
      label: say('desk.edit'),
      run: () => setEditing(true),
      when: idle && !!view && revision === null,
    },
    {
      key: 'Escape',
      label: say('common.leave'),
      run: () => (editing ? setEditing(false) : setRevision(null)),
      when: editing || revision !== null,
    },
    {
      key: 'd',
      label: say('desk.changes'),
      run: () => setShownAs(shownAs === 'changes' ? 'proof' : 'changes'),
      when: idle && !!view,
    },
    {
      key: 'c',
      label: say('shell.compare'),
      run: () => go('compare', view!.draft.product),
      when: idle && !!view,
    },
    {
      key: 'n',
      label: say('desk.newDrafts'),
      run: () => go('desk', selected, { generate: '1' }),
      when: idle,
    },
    { key: 'r', run: () => setAsking('reason'), when: idle && !!view && view.draft.state !== 'rejected' },
    { key: 'l', run: () => void select(nextRemaining()), when: idle && !!view },
    { key: 'v', run: review, when: idle && view?.draft.state === 'draft' },
    {
      key: 'z',
      run: review,
      when: idle && (view?.draft.state === 'approved' || view?.draft.state === 'rejected'),
    },
    { key: 'Delete', run: remove, when: idle && !!view },
    {
      key: 'mod+j',
      label: say('fields.key'),
      run: () => openTools.current?.(),
      when:
        !!view?.channel &&
        panel === null &&
        revision === null &&
        (editing || (view.draft.fields !== null && shownAs !== 'preview' && shownAs !== 'clean')),
    },
    { key: 'mod+.', label: say('desk.ticket'), run: () => setTicket(!ticket), when: panel === null },
    {
      key: 'mod+Enter',
      run: askApproval,
      when:
        !!view && blocked === null && view.draft.state !== 'approved' && asking === null && panel === null,
    },
  ]
  const shownRevision =
    revision === null ? null : (view?.revisions.find((one) => one.number === revision) ?? null)
  const galley = (shown: DraftView) => ({
    view: shown,
    editing,
    onEdit: setEditing,
    shownAs,
    onShownAs: setShownAs,
    revision: shownRevision,
    onRestore: () =>
      void backend.draftRestore(shown.draft.id, revision!).then((fresh) => {
        put(fresh)
        setRevision(null)
        refresh('drafts', 'workspace', 'products')
      }),
    onSaved: put,
    onFound: setTyped,
    flush,
  })
  return (
    <>
      <InterruptedStrip />
      <div className={styles.desk}>
        <DraftList
          rows={rows}
          total={page?.total ?? 0}
          writing={beingWritten}
          run={run}
          onRun={() => go('desk', selected)}
          selected={selected}
          filter={filter}
          channel={channel}
          malformed={counts.malformed}
          search={search}
          onFilter={(next) => {
            setFilter(next)
            setLimit(PAGE)
          }}
          onChannel={(next) => {
            setChannel(next)
            setLimit(PAGE)
          }}
          onSearch={setSearch}
          onSelect={(id) => void select(id)}
          onMore={() => setLimit(limit + PAGE)}
        />
        {writing ? (
          <Streaming writing={writing} onRetry={() => go('desk', null, { generate: writing.product })} />
        ) : view ? (
          <>
            <div className={styles.middle}>
              {problem && <ProblemNote problem={problem} />}
              {view.channel ? (
                <FieldsGalley
                  key={view.draft.id}
                  channel={view.channel}
                  openTools={openTools}
                  {...galley(view)}
                />
              ) : (
                <Galley key={view.draft.id} {...galley(view)} />
              )}
            </div>
            <Ticket
              view={view}
              revision={revision}
              open={ticket}
              onRevision={(number) => {
                setEditing(false)
                setRevision(number)
              }}
            />
          </>
        ) : (
          <div className={styles.empty}>
            {draft.isError ? (
              <ProblemNote problem={asProblem(draft.error)} />
            ) : (
              <>
                <p className={styles.sentence}>
                  {counts.draft + counts.in_review === 0 && !none
                    ? say('desk.nothingRemains', { count: counts.approved + counts.rejected })
                    : say('desk.chooseOne')}
                </p>
                {counts.approved > 0 && <a href="#/export">{say('desk.toExport')}</a>}
              </>
            )}
          </div>
        )}
        {localising && view && <Localise drafts={[view.draft.id]} onClose={() => setLocalising(false)} />}
        {panel !== null && (
          <GeneratePanel
            chosen={panel === '1' ? [] : panel.split(',')}
            onClose={() => go('desk', selected)}
            onStarted={started}
          />
        )}
      </div>
      <Footer keys={keys} editing={editing}>
        <Further
          view={view}
          editing={editing}
          ticket={ticket}
          onNew={() => go('desk', selected, { generate: '1' })}
          onTicket={() => setTicket(!ticket)}
          onRemove={remove}
          onLocalise={() => setLocalising(true)}
        />
        {view && panel === null && (
          <Decide
            view={view}
            blocked={blocked}
            open={open > 0 ? { count: open, asked: pointed > 0 } : null}
            asking={asking}
            onAsk={setAsking}
            onApprove={approve}
            onAskApproval={askApproval}
            onReject={reject}
            onLater={() => void select(nextRemaining())}
            onReview={review}
          />
        )}
      </Footer>
    </>
  )
}
