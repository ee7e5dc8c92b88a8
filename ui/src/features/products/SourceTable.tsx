import type { SourceRow } from '../../backend/bindings'
import { useSay } from '../../i18n'
import styles from './SourceTable.module.css'

/** The row as it was imported: nothing of it was changed. */
export function SourceTable({ source }: { source: SourceRow }) {
  const { say } = useSay()
  return (
    <details className={styles.source}>
      <summary>{say('products.asImported', { file: source.file, row: source.row })}</summary>
      <table>
        <tbody>
          {source.cells
            .filter(([, cell]) => cell.trim())
            .map(([header, cell], index) => (
              // a file may repeat a header
              // eslint-disable-next-line react/no-array-index-key
              <tr key={index}>
                <th scope="row">{header}</th>
                <td>{cell}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  )
}
