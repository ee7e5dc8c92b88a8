import { useVirtualizer } from '@tanstack/react-virtual'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { DraftListing, DraftState } from '../../backend/bindings'
import { useCampaigns } from '../../backend/queries'
import type { Writing } from '../../backend/runs'
import { Mark } from '../../components/Mark'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'
import styles from './DraftList.module.css'

export const FILTERS = ['remaining', 'all', 'draft', 'in_review', 'approved', 'rejected'] as const
export type Filter = (typeof FILTERS)[number]
export const statesOf = (filter: Filter): DraftState[] =>
  filter === 'remaining' ? ['draft', 'in_review'] : filter === 'all' ? [] : [filter]

interface Props {
  rows: DraftListing[]
  total: number
  writing: Writing[]
  /** Only this campaign's. */
  run: string | null
  onRun: () => void
  selected: string | null
  filter: Filter
  search: string
  onFilter: (filter: Filter) => void
  onSearch: (search: string) => void
  onSelect: (id: string) => void
  onMore: () => void
}

export function DraftList({
  rows,
  total,
  writing,
  run,
  onRun,
  selected,
  filter,
  search,
  onFilter,
  onSearch,
  onSelect,
  onMore,
}: Props) {
  const { say, language } = useSay()
  const scroll = useRef<HTMLDivElement>(null)
  const entries = [...writing, ...rows]
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 53,
    overscan: 8,
  })
  const at = entries.findIndex((entry) => ('state' in entry ? entry.id : entry.draft) === selected)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at)
    // only when the selection moves: a person who scrolls is left alone
  }, [at]) // oxlint-disable-line
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length < total && last >= entries.length - 10) onMore()
  }, [last, rows.length, total, entries.length]) // oxlint-disable-line
  return (
    <div className={styles.list}>
      <div className={styles.head}>
        {run && <RunChip run={run} onClear={onRun} />}
        <label>
          <span className="visually-hidden">{say('desk.filter')}</span>
          <select value={filter} onChange={(event) => onFilter(event.target.value as Filter)}>
            {FILTERS.map((one) => (
              <option key={one} value={one}>
                {one === 'remaining' || one === 'all' ? say(`desk.${one}`) : say(`state.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <span className="quiet">{total.toLocaleString(language)}</span>
        <input
          type="search"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          placeholder={say('desk.find')}
          aria-label={say('desk.find')}
        />
      </div>
      <div ref={scroll} className={styles.scroll}>
        <ul
          ref={(element) => {
            if (element) element.style.height = `${virtual.getTotalSize()}px`
          }}
          aria-label={say('desk.drafts')}
        >
          {virtual.getVirtualItems().map((item) => {
            const entry = entries[item.index]!
            const place = (element: HTMLLIElement | null) => {
              if (element) element.style.transform = `translateY(${item.start}px)`
            }
            return 'state' in entry ? (
              <li key={entry.id} ref={place}>
                <button type="button" aria-current={entry.id === selected} onClick={() => onSelect(entry.id)}>
                  <Mark kind={entry.stale ? 'stale' : entry.state} />
                  <span className={styles.names}>
                    <b lang={entry.language || undefined}>{entry.product_name}</b>
                    <span className="quiet">
                      {entry.profile_name ?? say('common.neutral')}
                      {entry.variant > 1 && ` · ${entry.variant}`}
                    </span>
                  </span>
                  <span className={styles.when}>
                    {entry.finish === 'length' && entry.revision === 1 && (
                      <span className={styles.note}>{say('desk.cutShort')}</span>
                    )}
                    {entry.stale ? (
                      <span className={styles.note}>
                        {entry.stale.kind === 'facts' ? entry.stale.fields[0] : say('state.text')}
                      </span>
                    ) : (
                      when(entry.updated_at, language)
                    )}
                  </span>
                </button>
              </li>
            ) : (
              <li key={entry.draft} ref={place}>
                <button
                  type="button"
                  aria-current={entry.draft === selected}
                  onClick={() => onSelect(entry.draft)}
                >
                  <Mark kind={entry.problem ? 'ban' : 'draft'} silent />
                  <span className={styles.names}>
                    <b>{entry.productName || say('desk.failed')}</b>
                    <span className="quiet">{entry.profileName ?? say('common.neutral')}</span>
                  </span>
                  <span className={styles.when}>
                    {entry.problem
                      ? say('desk.failed')
                      : say('desk.words', { count: entry.text.split(/\s+/).filter(Boolean).length })}
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
        {entries.length === 0 && (
          <p className={styles.empty}>{search ? say('common.noHits') : say('desk.noneHere')}</p>
        )}
      </div>
    </div>
  )
}

/** Says whose drafts are listed, and takes that back. */
function RunChip({ run, onClear }: { run: string; onClear: () => void }) {
  const { say } = useSay()
  const name = useCampaigns().data?.find((one) => one.progress.run === run)?.name
  const label = name ? say('desk.ofCampaign', { name }) : say('desk.ofRun')
  return (
    <p className={styles.run}>
      <span title={label}>{label}</span>
      <button type="button" aria-label={say('common.removeNamed', { name: label })} onClick={onClear}>
        <X size={13} aria-hidden="true" />
      </button>
    </p>
  )
}
