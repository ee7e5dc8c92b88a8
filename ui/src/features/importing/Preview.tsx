import { useState } from 'react'
import type { ImportPreview, Outcome } from '../../backend/bindings'
import { Mark } from '../../components/Mark'
import { Seen } from '../../components/Seen'
import { useSay } from '../../i18n'
import { number } from '../../i18n/format'
import { useFieldName, useFieldNames } from './fieldName'
import { useRowProblem } from './rowProblem'
import styles from './Importing.module.css'

const SHOWN = ['created', 'updated', 'unchanged', 'rejected'] as const

export function Preview({ preview }: { preview: ImportPreview }) {
  const { say, language } = useSay()
  const reason = useRowProblem()
  const fields = preview.columns
    .filter((column) => column.target.field !== 'ignore')
    .map((column) => column.target.fact ?? column.target.field)
  const word = (outcome: Outcome) => say(`import.${outcome}`)
  const name = useFieldName()
  const names = useFieldNames()
  const [only, setOnly] = useState(false)
  const suspicious = preview.rows.filter((row) => row.suspicious.length > 0)
  const rows = only && suspicious.length > 0 ? suspicious : preview.rows
  const count = preview.counts.suspicious
  return (
    <section className={styles.preview} aria-label={say('import.preview')}>
      <div className={styles.counts}>
        {SHOWN.map((outcome) => (
          <div key={outcome} data-outcome={outcome}>
            <span className="label">{word(outcome)}</span>
            <span className={styles.figure}>{number(preview.counts[outcome], language)}</span>
          </div>
        ))}
        {count > 0 && (
          <div data-outcome="suspicious">
            <span className="label">{say('incoming.title')}</span>
            <span className={styles.figure}>{number(count, language)}</span>
          </div>
        )}
        {suspicious.length > 0 && (
          <label className={styles.only}>
            <input type="checkbox" checked={only} onChange={() => setOnly(!only)} /> {say('incoming.only')}
          </label>
        )}
        {preview.counts.reopened > 0 && <p>{say('import.willReopen', { count: preview.counts.reopened })}</p>}
      </div>
      {count > suspicious.length && (
        <p className={styles.shown}>{say('incoming.shownOf', { count, shown: suspicious.length })}</p>
      )}
      <div className={styles.table} tabIndex={0} role="region" aria-label={say('import.preview')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('import.rowHead')}</th>
              <th scope="col">{say('import.willBe')}</th>
              {fields.map((field) => (
                <th scope="col" key={field}>
                  {name(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row} data-outcome={row.outcome}>
                <td className="quiet">{row.row}</td>
                <td>
                  {row.outcome === 'rejected' ? (
                    <span className={styles.ban}>
                      <Mark kind="ban" silent /> {word(row.outcome)}
                    </span>
                  ) : (
                    <span className={row.outcome === 'unchanged' ? 'quiet' : styles.strong}>
                      {word(row.outcome)}
                    </span>
                  )}
                  {row.suspicious.length > 0 && (
                    <span className={styles.suspicious} title={say('incoming.title')}>
                      <Mark kind="caution" silent />
                      <span className="visually-hidden">{say('incoming.title')}</span> {names(row.suspicious)}
                    </span>
                  )}
                </td>
                {row.problem ? (
                  <td colSpan={fields.length}>{reason(row.problem, '')}</td>
                ) : (
                  row.cells.map((cell) => (
                    <td key={cell.field}>
                      {row.suspicious.includes(cell.field) && (
                        <>
                          <Mark kind="caution" silent />{' '}
                        </>
                      )}
                      {cell.before !== null && (
                        <del>
                          <Seen text={cell.before} />
                        </del>
                      )}{' '}
                      {cell.before !== null ? (
                        <ins>
                          <Seen text={cell.value} />
                        </ins>
                      ) : (
                        <Seen text={cell.value} />
                      )}
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
