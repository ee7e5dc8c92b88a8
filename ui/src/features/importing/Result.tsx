import type { ImportKind, ImportResult, SuspiciousRow } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { number } from '../../i18n/format'
import { go } from '../../router'
import { useFieldNames } from './fieldName'
import { useRowProblem } from './rowProblem'
import styles from './Importing.module.css'

interface Props {
  kind: ImportKind
  result: ImportResult
  /** How many rows with suspicious text the preview counted: the result names the first of them. */
  suspicious: number
  onAnother: () => void
}

/** What the import did, what it refused, and what it brought that should be looked at. */
export function Result({ kind, result, suspicious, onAnother }: Props) {
  const { say } = useSay()
  const reason = useRowProblem()
  return (
    <div className={`${screen.empty} ${styles.result}`}>
      <p className={screen.sentence}>
        {say('import.done', {
          created: result.created,
          updated: result.updated,
          unchanged: result.unchanged,
        })}
      </p>
      {result.reopened > 0 && <p>{say('products.reopened', { count: result.reopened })}</p>}
      {result.suspicious.length > 0 && <Suspicious rows={result.suspicious} counted={suspicious} />}
      {result.rejected.length > 0 && (
        <section>
          <h2 className="label">{say('import.rejectedRows', { count: result.rejected.length })}</h2>
          <ul
            className={styles.rejected}
            tabIndex={0}
            aria-label={say('import.rejectedRows', { count: result.rejected.length })}
          >
            {result.rejected.slice(0, 500).map((row) => (
              <li key={row.row}>
                <b>{say('import.row', { row: row.row })}</b> {reason(row.problem, row.reason)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={screen.actions}>
        <Button look="ink" onClick={() => go(kind === 'products' ? 'products' : 'profiles')}>
          {say(kind === 'products' ? 'import.showProducts' : 'import.showProfiles')}
        </Button>
        <Button onClick={onAnother}>{say('import.another')}</Button>
      </div>
    </div>
  )
}

/** Products whose texts hold something hostile, each with the way to it. */
function Suspicious({ rows, counted }: { rows: SuspiciousRow[]; counted: number }) {
  const { say, language } = useSay()
  const names = useFieldNames()
  const count = Math.max(rows.length, counted)
  return (
    <section className={styles.brought}>
      <p>
        <Mark kind="caution" silent /> {say('incoming.imported', { count })}
      </p>
      <p className="small quiet">{say('incoming.importedMeans')}</p>
      {count > rows.length && (
        <p className="small">{say('incoming.first', { shown: number(rows.length, language) })}</p>
      )}
      <ul className={styles.rejected} tabIndex={0} aria-label={say('incoming.title')}>
        {rows.map(({ row, sku, fields }) => (
          <li key={row}>
            <b>{say('import.row', { row })}</b>{' '}
            {sku && <a href={`#/products?${new URLSearchParams({ find: sku }).toString()}`}>{sku}</a>}{' '}
            <span className="quiet">{names(fields)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
