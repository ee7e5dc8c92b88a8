import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { Draft, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProducts, useRefresh, useSaveSettings } from '../../backend/queries'
import { Button } from '../../components/Button'
import { ProblemNote } from '../../components/ProblemNote'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { isTyping } from '../../keys'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { sentences } from '../../text/sentences'
import { Column } from './Column'
import { useLevelRows } from './level'
import styles from './Compare.module.css'

/** One product across profiles and variants, sentence by sentence against a base. */
export default function Compare() {
  const { say } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const route = useRoute()
  const saveSettings = useSaveSettings()
  const products = useProducts({
    search: '',
    category: null,
    tag: null,
    with_drafts: true,
    order: 'added',
    descending: false,
    offset: 0,
    limit: 500,
  }).data
  const list = products?.rows ?? []
  const product = list.find((row) => row.id === route.id) ?? list[0]
  const drafts = useQuery({
    queryKey: ['compare', product?.id],
    queryFn: () => backend.draftsOfProduct(product!.id),
    enabled: !!product,
  })
  const [baseId, setBase] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const [row, setRow] = useState(0)
  const [blind, setBlind] = useState(false)
  const [editing, setEditing] = useState<string | null>(null)
  const [rejecting, setRejecting] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  const all = useMemo(() => drafts.data ?? [], [drafts.data])
  const base =
    all.find((draft) => draft.id === baseId) ?? all.find((draft) => draft.profile === null) ?? all[0]
  const columns = all.filter((draft) => draft.id !== base?.id)
  const focused = columns[Math.min(at, columns.length - 1)]
  const language = base ? base.provenance.brief.copy_language || base.provenance.product.language : ''
  const rows = useMemo(() => (base ? sentences(base.text, language) : []), [base, language])

  const table = useRef<HTMLDivElement>(null)
  useLevelRows(table)

  const act = async (call: () => Promise<unknown>) => {
    try {
      const left = await call()
      setProblem(Array.isArray(left) && left[0] ? (left[0] as { problem: Problem }).problem : null)
      setEditing(null)
      setRejecting(null)
      refresh('compare', 'drafts', 'draft', 'workspace', 'products')
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const approve = (draft: Draft) => void act(() => backend.draftsApprove([draft.id]))
  const move = (by: number) => {
    const index = list.findIndex((one) => one.id === product?.id)
    const next = list[index + by]
    if (next) {
      setAt(0)
      setRow(0)
      setBase(null)
      go('compare', next.id)
    }
  }
  const idle = editing === null && rejecting === null
  const label = (draft: Draft, index: number) =>
    blind
      ? say('compare.column', { number: index })
      : `${draft.provenance.profile?.name ?? say('common.neutral')}${draft.variant > 1 ? ` · ${draft.variant}` : ''}`

  if (products && list.length === 0) {
    return (
      <div className={screen.empty}>
        <p className={screen.sentence}>{say('compare.empty')}</p>
        <Button onClick={() => go('desk', null, { generate: '1' })}>{say('desk.newDrafts')}</Button>
      </div>
    )
  }
  const index = list.findIndex((one) => one.id === product?.id)
  return (
    <>
      <div className={screen.bar}>
        <label className={styles.pick}>
          <span className="visually-hidden">{say('shell.product')}</span>
          <select value={product?.id ?? ''} onChange={(event) => go('compare', event.target.value)}>
            {list.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name} · {one.sku}
              </option>
            ))}
          </select>
        </label>
        <span className={screen.push} />
        <label className={styles.pick}>
          {say('compare.against')}{' '}
          <select value={base?.id ?? ''} onChange={(event) => setBase(event.target.value)}>
            {all.map((draft, number) => (
              <option key={draft.id} value={draft.id}>
                {label(draft, number + 1)}
              </option>
            ))}
          </select>
        </label>
        <Button hint="b" aria-pressed={blind} onClick={() => setBlind(!blind)}>
          {say('compare.blind')}
        </Button>
        <Button onClick={() => go('desk', null, { generate: product?.id ?? '1' })}>
          {say('compare.another')}
        </Button>
      </div>
      {problem && <ProblemNote problem={problem} />}
      {problem?.code === 'reviewer_missing' && (
        <form
          className={styles.name}
          onSubmit={(event) => {
            event.preventDefault()
            const name = String(new FormData(event.currentTarget).get('name')).trim()
            if (name && focused) void saveSettings({ reviewer: name }).then(() => approve(focused))
          }}
        >
          <label>
            {say('desk.whoApproves')} <input name="name" required />
          </label>
          <Button look="ink" type="submit">
            {say('desk.approveAs')}
          </Button>
        </form>
      )}
      <div ref={table} className={styles.table} role="region" aria-label={say('shell.compare')} tabIndex={0}>
        {base && (
          <Column
            draft={base}
            base={null}
            rows={rows}
            row={row}
            label={label(base, 0)}
            language={language}
            focused={false}
            blind={blind}
            number={0}
            editing={false}
            rejecting={false}
          />
        )}
        {columns.map((draft, number) => (
          <Column
            key={draft.id}
            draft={draft}
            base={base!}
            rows={rows}
            row={row}
            label={label(draft, number + 1)}
            language={language}
            focused={draft.id === focused?.id}
            blind={blind}
            number={number + 1}
            editing={editing === draft.id}
            rejecting={rejecting === draft.id}
            onFocus={() => setAt(number)}
            onApprove={() => approve(draft)}
            onEdit={() => setEditing(draft.id)}
            onReject={() => setRejecting(draft.id)}
            onReview={() => void act(() => backend.draftsToReview([draft.id]))}
            onCancel={() => {
              setEditing(null)
              setRejecting(null)
            }}
            onSave={(text) => void act(() => backend.draftSaveText(draft.id, crypto.randomUUID(), text))}
            onRejected={(reason) => void act(() => backend.draftsReject([draft.id], reason))}
          />
        ))}
        {base && columns.length === 0 && (
          <div className={styles.alone}>
            <p>{say('compare.alone')}</p>
            <Button onClick={() => go('desk', null, { generate: product!.id })}>
              {say('compare.another')}
            </Button>
          </div>
        )}
      </div>
      <Footer
        editing={!idle}
        keys={[
          { key: 'ArrowLeft', run: () => setAt(Math.max(at - 1, 0)), when: idle },
          {
            key: 'ArrowRight',
            label: say('compare.variant'),
            run: () => setAt(Math.min(at + 1, columns.length - 1)),
            when: idle,
          },
          { key: 'ArrowUp', run: () => setRow(Math.max(row - 1, 0)), when: idle },
          {
            key: 'ArrowDown',
            label: say('compare.sentence'),
            run: () => setRow(Math.min(row + 1, rows.length - 1)),
            when: idle,
          },
          ...columns.slice(0, 6).map((draft, number) => ({
            key: String(number + 1),
            label: number === 0 ? say('compare.approveNumber') : undefined,
            run: () => approve(draft),
            when: idle,
          })),
          {
            key: 'r',
            label: say('desk.reject'),
            run: () => focused && setRejecting(focused.id),
            when: idle && !!focused,
          },
          {
            key: 'e',
            label: say('desk.edit'),
            run: () => focused && setEditing(focused.id),
            when: idle && !!focused,
          },
          { key: 'b', label: say('compare.blind'), run: () => setBlind(!blind), when: idle },
          {
            key: 'Enter',
            label: say('compare.open'),
            run: () => focused && go('desk', focused.id),
            when: idle && !!focused,
          },
          { key: '[', run: () => move(-1), when: idle },
          { key: ']', run: () => move(1), when: idle },
          {
            key: 'Escape',
            label: say('common.leave'),
            run: () => {
              if (isTyping(document.activeElement)) (document.activeElement as HTMLElement).blur()
              setEditing(null)
              setRejecting(null)
            },
            when: !idle,
          },
        ]}
      >
        <span className="quiet">{say('compare.place', { number: index + 1, total: list.length })}</span>
        <Button hint="[" disabled={index <= 0} onClick={() => move(-1)}>
          {say('common.back')}
        </Button>
        <Button hint="]" disabled={index >= list.length - 1} onClick={() => move(1)}>
          {say('compare.next')}
        </Button>
      </Footer>
    </>
  )
}
