import { useVirtualizer } from '@tanstack/react-virtual'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { DraftListing, DraftQuery, DraftState } from '../../backend/bindings'
import { useCampaigns } from '../../backend/queries'
import { useChannels } from '../../backend/shelves'
import type { Writing } from '../../backend/runs'
import { Mark } from '../../components/Mark'
import { useStaleness } from '../../components/staleness'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'
import styles from './DraftList.module.css'

export const FILTERS = [
  'remaining',
  'all',
  'draft',
  'in_review',
  'approved',
  'rejected',
  'malformed',
] as const
export type Filter = (typeof FILTERS)[number]
/** No channel has this id. */
const ALL = '*'
const OPEN: DraftState[] = ['draft', 'in_review']
/** What a filter asks the store for; answers that could not be read are counted while they are not decided. */
export const queryOf = (filter: Filter): Pick<DraftQuery, 'states' | 'malformed'> => {
  if (filter === 'malformed') return { states: OPEN, malformed: true }
  if (filter === 'remaining') return { states: OPEN, malformed: false }
  return { states: filter === 'all' ? [] : [filter], malformed: false }
}

interface Props {
  rows: DraftListing[]
  total: number
  writing: Writing[]
  /** Only this campaign's. */
  run: string | null
  onRun: () => void
  selected: string | null
  filter: Filter
  /** Only this channel's; empty for copy without fields, null for all. */
  channel: string | null
  /** Answers that could not be read, not decided yet. */
  malformed: number
  search: string
  onFilter: (filter: Filter) => void
  onChannel: (channel: string | null) => void
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
  channel,
  malformed,
  search,
  onFilter,
  onChannel,
  onSearch,
  onSelect,
  onMore,
}: Props) {
  const { say, language } = useSay()
  const staleness = useStaleness()
  const scroll = useRef<HTMLDivElement>(null)
  const channels = useChannels().data ?? []
  const nameOf = (id: string) => {
    const name = channels.find((one) => one.channel.id === id)?.channel.name
    return name ? (language === 'en' ? name.en : name.zh) : id
  }
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
            {FILTERS.filter((one) => one !== 'malformed' || malformed > 0 || filter === one).map((one) => (
              <option key={one} value={one}>
                {one === 'malformed'
                  ? say('fields.malformedFilter', { number: malformed.toLocaleString(language) })
                  : one === 'remaining' || one === 'all'
                    ? say(`desk.${one}`)
                    : say(`state.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <span className="quiet">{total.toLocaleString(language)}</span>
        {channels.length > 0 && (
          <label className={styles.channel}>
            <span className="visually-hidden">{say('fields.channel')}</span>
            <select
              value={channel === null ? ALL : channel}
              onChange={(event) => onChannel(event.target.value === ALL ? null : event.target.value)}
            >
              <option value={ALL}>{say('fields.allChannels')}</option>
              <option value="">{say('fields.noChannel')}</option>
              {channels.map((one) => (
                <option key={one.channel.id} value={one.channel.id}>
                  {nameOf(one.channel.id)}
                </option>
              ))}
            </select>
          </label>
        )}
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
                      {entry.channel && ` · ${nameOf(entry.channel)}`}
                    </span>
                  </span>
                  <span className={styles.when}>
                    {entry.malformed && (
                      <span className={styles.unread}>
                        <Mark kind="caution" silent /> {say('fields.unread')}
                      </span>
                    )}
                    {entry.finish === 'length' && entry.revision === 1 && (
                      <span className={styles.note}>{say('desk.cutShort')}</span>
                    )}
                    {entry.stale ? (
                      <span className={styles.note}>{staleness.word(entry.stale)}</span>
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
