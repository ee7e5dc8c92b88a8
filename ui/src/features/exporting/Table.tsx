import type { ExportPreview } from '../../backend/bindings'
import { useSay } from '../../i18n'
import styles from './Exporting.module.css'
import { copyColumns } from './form'

/** The first rows as they would be written. */
export function Table({ preview, keys }: { preview: ExportPreview; keys: string[] }) {
  const { say } = useSay()
  const isCopy = copyColumns(keys, preview.headers.length)
  return (
    <div className={styles.table} tabIndex={0} role="region" aria-label={say('exporting.preview')}>
      <table>
        <thead>
          <tr>
            {preview.headers.map((header, at) => (
              <th scope="col" key={`${at} ${header}`}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, index) => (
            // rows of a preview have no identity
            // eslint-disable-next-line react/no-array-index-key
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={`${at} ${preview.headers[at]}`} className={isCopy(at) ? 'serif' : undefined}>
                  <div>{cell}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
