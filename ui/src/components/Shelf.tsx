import type { ReactNode } from 'react'
import styles from './Shelf.module.css'

export interface ShelfItem {
  id: string
  href: string
  name: string
  detail: string
  lang?: string
}

interface Props {
  label: string
  items: ShelfItem[]
  current: string
  children?: ReactNode
}

/** What there is to open, at the left of its editor. */
export function Shelf({ label, items, current, children }: Props) {
  return (
    <nav className={styles.list} aria-label={label}>
      {items.map((one) => (
        <a key={one.id} href={one.href} aria-current={one.id === current ? 'page' : undefined}>
          <b lang={one.lang || undefined}>{one.name}</b>
          <span className="small quiet">{one.detail}</span>
        </a>
      ))}
      {children}
    </nav>
  )
}
