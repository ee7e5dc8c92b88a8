import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useSay } from '../i18n'
import styles from './Grid.module.css'

export interface Column<Row> {
  key: string
  header: string
  /** A CSS grid track. */
  width: string
  cell: (row: Row) => ReactNode
  numeric?: boolean
  sortable?: boolean
}

interface Props<Row> {
  label: string
  columns: Column<Row>[]
  rows: (Row | undefined)[]
  idOf: (row: Row) => string
  selected: ReadonlySet<string>
  onSelect: (ids: Set<string>) => void
  onOpen: (row: Row) => void
  sort?: { key: string; descending: boolean }
  onSort?: (key: string) => void
  /** Rows come into view that may have to be fetched. */
  onRange?: (first: number, last: number) => void
  rowHeight: number
}

/** A table that stays fast with a hundred thousand rows: arrows move, Space selects, Enter opens. */
export function Grid<Row>({
  label,
  columns,
  rows,
  idOf,
  selected,
  onSelect,
  onOpen,
  sort,
  onSort,
  onRange,
  rowHeight,
}: Props<Row>) {
  const { say } = useSay()
  const scroll = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  useEffect(() => onRange?.(first, last), [first, last]) // oxlint-disable-line
  useEffect(() => virtual.measure(), [rowHeight]) // oxlint-disable-line
  const template = `36px ${columns.map((column) => column.width).join(' ')}`
  const layout = (element: HTMLElement | null) => {
    if (element) element.style.gridTemplateColumns = template
  }
  const toggle = (row: Row) => {
    const next = new Set(selected)
    if (!next.delete(idOf(row))) next.add(idOf(row))
    onSelect(next)
  }
  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), rows.length - 1)
    setAt(next)
    virtual.scrollToIndex(next)
  }
  const loaded = rows.filter((row): row is Row => row !== undefined)
  const all = loaded.length > 0 && loaded.every((row) => selected.has(idOf(row)))
  return (
    <div
      ref={scroll}
      className={styles.grid}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      tabIndex={0}
      aria-activedescendant={rows[at] ? `row-${idOf(rows[at])}` : undefined}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        const row = rows[at]
        const page = Math.floor((scroll.current?.clientHeight ?? 600) / rowHeight) - 1
        const steps: Record<string, number> = {
          ArrowDown: at + 1,
          ArrowUp: at - 1,
          PageDown: at + page,
          PageUp: at - page,
          Home: 0,
          End: rows.length - 1,
        }
        if (event.key in steps) move(steps[event.key]!)
        else if (event.key === ' ' && row) toggle(row)
        else if (event.key === 'Enter' && row) onOpen(row)
        else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onSelect(new Set(loaded.map(idOf)))
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <div className={styles.head} role="row" aria-rowindex={1} ref={layout}>
        <span role="columnheader" aria-label={say('common.select')}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={say('common.selectAll')}
            checked={all}
            onChange={() => onSelect(all ? new Set() : new Set(loaded.map(idOf)))}
          />
        </span>
        {columns.map((column) => {
          const sorted = sort?.key === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined
          return (
            <span
              key={column.key}
              role="columnheader"
              aria-sort={sorted}
              className={column.numeric ? styles.numeric : undefined}
            >
              {column.sortable ? (
                <button type="button" onClick={() => onSort?.(column.key)}>
                  {column.header} {sorted ? (sorted === 'ascending' ? '↑' : '↓') : ''}
                </button>
              ) : (
                column.header
              )}
            </span>
          )
        })}
      </div>
      <div
        role="rowgroup"
        className={styles.body}
        ref={(element) => {
          if (element) element.style.height = `${virtual.getTotalSize()}px`
        }}
      >
        {items.map((item) => {
          const row = rows[item.index]
          const id = row ? idOf(row) : `pending-${item.index}`
          return (
            <div
              key={id}
              id={`row-${id}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={row ? selected.has(id) : false}
              className={`${styles.row} ${item.index === at ? styles.at : ''}`}
              ref={(element) => {
                if (!element) return
                layout(element)
                element.style.height = `${rowHeight}px`
                element.style.transform = `translateY(${item.start}px)`
              }}
              onClick={(event) => {
                setAt(item.index)
                if (row && !(event.target as HTMLElement).closest('input')) {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) toggle(row)
                  else onOpen(row)
                }
              }}
            >
              <span role="gridcell">
                {row && (
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    aria-label={say('common.select')}
                    checked={selected.has(id)}
                    onChange={() => toggle(row)}
                  />
                )}
              </span>
              {columns.map((column) => (
                <span
                  key={column.key}
                  role="gridcell"
                  className={column.numeric ? styles.numeric : undefined}
                >
                  {row && column.cell(row)}
                </span>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
