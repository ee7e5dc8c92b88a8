import type { Problem } from '../../backend/bindings'
import { useSay } from '../../i18n'
import styles from './Exporting.module.css'

interface Cell {
  cell: string
  sku: string
  reason: string
}

/** The backend names a cell a line: `E3 (SKU): why`. A line of another form is shown as it is. */
export const cellsOf = (problem: Problem): Cell[] =>
  (problem.params.cells ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, cell = '', sku = '', reason = line] = /^(\w+) \((.*?)\): (.*)$/.exec(line) ?? []
      return { cell, sku, reason }
    })

/** The cells that the platform would refuse, each with its product and the reason. */
export function Refused({ problem }: { problem: Problem }) {
  const { say, language } = useSay()
  const cells = cellsOf(problem)
  const more = Number(problem.params.count ?? 0) - cells.length
  return (
    <div className={styles.refused}>
      <table aria-label={say('outgoing.refused')}>
        <thead>
          <tr>
            <th scope="col">{say('outgoing.cell')}</th>
            <th scope="col">{say('outgoing.product')}</th>
            <th scope="col">{say('outgoing.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map(({ cell, sku, reason }) => (
            <tr key={`${cell} ${sku} ${reason}`}>
              <th scope="row">{cell}</th>
              <td>{sku}</td>
              {/* the checks give their reasons in English */}
              <td lang={language === 'en' ? undefined : 'en'}>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="small">{say('outgoing.refusedMore', { count: more })}</p>}
    </div>
  )
}
