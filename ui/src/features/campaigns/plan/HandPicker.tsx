import { useVirtualizer } from '@tanstack/react-virtual'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Page, ProductListing, ProductQuery } from '../../../backend/bindings'
import { useBackend } from '../../../backend/context'
import { FIRST_PRODUCTS } from '../../../backend/first'
import { useProducts } from '../../../backend/queries'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import styles from './Choices.module.css'

const PAGE = FIRST_PRODUCTS.limit
const ROW = 28

interface Props {
  picked: string[]
  onPick: (ids: string[]) => void
  onClose: () => void
}

/** Products one by one, however many there are: pages come as they come into view. */
export function HandPicker({ picked, onPick, onClose }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const [search, setSearch] = useState('')
  const [, draw] = useState(0)
  const scroll = useRef<HTMLDivElement>(null)
  const base: ProductQuery = { ...FIRST_PRODUCTS, search }
  const first = useProducts(base).data
  const total = first?.total ?? 0
  const chosen = new Set(picked)
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const at = (page: number) =>
    page === 0
      ? first?.rows
      : client.getQueryData<Page<ProductListing>>(['products', { ...base, offset: page * PAGE }])?.rows
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  useEffect(() => {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
      if (at(page)) continue
      const query = { ...base, offset: page * PAGE }
      void client
        .fetchQuery({ queryKey: ['products', query], queryFn: () => backend.products(query) })
        .then(() => draw((n) => n + 1))
    }
  }, [from, to, search]) // oxlint-disable-line
  const toggle = (id: string) =>
    onPick(chosen.has(id) ? picked.filter((other) => other !== id) : [...picked, id])
  return (
    <div
      className={styles.picker}
      role="group"
      aria-label={say('campaigns.byHand')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <input
        type="search"
        className={styles.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder={say('products.find', { count: total })}
        aria-label={say('generate.findProducts')}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      <div
        ref={scroll}
        className={styles.hand}
        role="presentation"
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (!step) return
          event.preventDefault()
          const boxes = [...event.currentTarget.querySelectorAll('input')]
          boxes[boxes.indexOf(event.target as HTMLInputElement) + step]?.focus()
        }}
      >
        <div
          ref={(element) => {
            if (element) element.style.height = `${virtual.getTotalSize()}px`
          }}
        >
          {items.map((item) => {
            const row = at(Math.floor(item.index / PAGE))?.[item.index % PAGE]
            return (
              <label
                key={item.index}
                ref={(element) => {
                  if (element) element.style.transform = `translateY(${item.start}px)`
                }}
              >
                {row && (
                  <>
                    <input type="checkbox" checked={chosen.has(row.id)} onChange={() => toggle(row.id)} />
                    <span lang={row.language || undefined} title={`${row.name} · ${row.sku}`}>
                      {row.name}
                    </span>
                    <span className="quiet">{row.sku}</span>
                  </>
                )}
              </label>
            )
          })}
        </div>
        {first && total === 0 && <p className="small quiet">{say('products.noHits')}</p>}
      </div>
      <p className={styles.acts}>
        <Button look="link" hint="Escape" onClick={onClose}>
          {say('common.close')}
        </Button>
      </p>
    </div>
  )
}
