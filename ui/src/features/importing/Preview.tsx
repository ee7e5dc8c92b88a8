import type { ImportPreview, Outcome } from '../../backend/bindings'
import { Mark } from '../../components/Mark'
import { useSay } from '../../i18n'
import { number } from '../../i18n/format'
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
  const name = (field: string) =>
    [
      'sku',
      'name',
      'description',
      'price',
      'currency',
      'category',
      'brand',
      'tags',
      'language',
      'interests',
      'tone',
      'notes',
    ].includes(field)
      ? say(`field.${field as 'name'}`)
      : field
  return (
    <section className={styles.preview} aria-label={say('import.preview')}>
      <div className={styles.counts}>
        {SHOWN.map((outcome) => (
          <div key={outcome} data-outcome={outcome}>
            <span className="label">{word(outcome)}</span>
            <span className={styles.figure}>{number(preview.counts[outcome], language)}</span>
          </div>
        ))}
        {preview.counts.reopened > 0 && <p>{say('import.willReopen', { count: preview.counts.reopened })}</p>}
      </div>
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
            {preview.rows.map((row) => (
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
                </td>
                {row.problem ? (
                  <td colSpan={fields.length}>{reason(row.problem, '')}</td>
                ) : (
                  row.cells.map((cell) => (
                    <td key={cell.field}>
                      {cell.before !== null && <del>{cell.before}</del>}{' '}
                      {cell.before !== null ? <ins>{cell.value}</ins> : cell.value}
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
