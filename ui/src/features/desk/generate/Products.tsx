import { useState } from 'react'
import { useProducts } from '../../../backend/queries'
import { useSay } from '../../../i18n'
import styles from '../GeneratePanel.module.css'
import { toggled } from './toggled'

/** Enough to choose from; the search narrows it. */
const CHOICES = 60

interface Props {
  chosen: string[]
  onChange: (products: string[]) => void
}

export function Products({ chosen, onChange }: Props) {
  const { say } = useSay()
  const [search, setSearch] = useState('')
  const found = useProducts({
    search,
    category: null,
    tag: null,
    with_drafts: false,
    order: 'added',
    descending: false,
    offset: 0,
    limit: CHOICES,
  }).data
  return (
    <fieldset className={styles.choices}>
      <legend>{say('generate.products', { count: chosen.length })}</legend>
      <input
        type="search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder={say('products.find', { count: found?.total ?? 0 })}
        aria-label={say('generate.findProducts')}
      />
      <div className={styles.scroll}>
        {found?.rows.map((row) => (
          <label key={row.id}>
            <input
              type="checkbox"
              checked={chosen.includes(row.id)}
              onChange={() => onChange(toggled(chosen, row.id))}
            />
            <span lang={row.language || undefined}>{row.name}</span> <span className="quiet">{row.sku}</span>
          </label>
        ))}
        {found && found.total > found.rows.length && (
          <p className="small quiet">{say('generate.more', { count: found.total - found.rows.length })}</p>
        )}
      </div>
    </fieldset>
  )
}
