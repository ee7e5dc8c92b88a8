import type { ColumnTarget, ColumnView, ImportKind } from '../../backend/bindings'
import { useSay } from '../../i18n'
import styles from './Importing.module.css'

export const FIELDS = {
  products: ['sku', 'name', 'description', 'price', 'currency', 'category', 'brand', 'tags', 'language'],
  profiles: ['name', 'interests', 'language', 'tone', 'notes'],
} as const

/** The targets after one column was given another: a field that another column had is taken from it. */
export function retarget(columns: ColumnView[], index: number, value: string): ColumnTarget[] {
  return columns.map((column, at) => {
    if (at === index) {
      const fact = value === 'fact' ? (column.target.fact ?? column.header.trim()) : null
      return { field: value, fact }
    }
    const taken = value !== 'fact' && value !== 'ignore' && column.target.field === value
    return taken ? { field: 'ignore', fact: null } : column.target
  })
}

interface Props {
  kind: ImportKind
  columns: ColumnView[]
  onChange: (columns: ColumnTarget[]) => void
}

export function Columns({ kind, columns, onChange }: Props) {
  const { say } = useSay()
  const used = columns.filter((column) => column.target.field !== 'ignore').length
  return (
    <aside className={styles.columns} aria-label={say('import.columns')}>
      <h2>
        {say('import.columns')}{' '}
        <span className="small quiet">{say('import.used', { used, total: columns.length })}</span>
      </h2>
      {columns.map((column, index) => (
        // columns are known by their place: a file may repeat a header
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.column}>
          <label htmlFor={`column-${index}`}>
            <b>{column.header || say('import.noHeader', { number: index + 1 })}</b>
            <span className="small quiet">{column.example}</span>
          </label>
          <select
            id={`column-${index}`}
            value={column.target.field}
            onChange={(event) => onChange(retarget(columns, index, event.target.value))}
          >
            {FIELDS[kind].map((field) => (
              <option key={field} value={field}>
                {say(`field.${field}`)}
                {field === 'sku' || (kind === 'profiles' && field === 'name')
                  ? ` · ${say('import.identifies')}`
                  : ''}
              </option>
            ))}
            {kind === 'products' && (
              <option value="fact">
                {say('import.fact', { name: column.target.fact ?? column.header })}
              </option>
            )}
            <option value="ignore">{say('import.ignore')}</option>
          </select>
        </div>
      ))}
      <p className="small quiet">{say('import.nothingLost')}</p>
    </aside>
  )
}
