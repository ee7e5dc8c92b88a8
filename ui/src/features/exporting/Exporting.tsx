import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { ExportFilter, ExportResult, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useWorkspace } from '../../backend/queries'
import { Button } from '../../components/Button'
import { TextField } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import { Segmented } from '../../components/Segmented'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { bytes, number } from '../../i18n/format'
import { Footer } from '../../shell/Footer'
import styles from './Exporting.module.css'

type Format = 'xlsx' | 'csv'

/** Beside the workspace until the person says otherwise. */
export function suggested(workspace: string, name: string, format: Format): string {
  const at = Math.max(workspace.lastIndexOf('/'), workspace.lastIndexOf('\\'))
  return `${workspace.slice(0, at + 1)}${name}.${format}`
}

export default function Exporting() {
  const { say, language } = useSay()
  const backend = useBackend()
  const workspace = useWorkspace().data
  const [filter, setFilter] = useState<ExportFilter>('approved')
  const [format, setFormat] = useState<Format>('xlsx')
  const [typed, setTyped] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [result, setResult] = useState<ExportResult | null>(null)
  const all =
    useQuery({ queryKey: ['export-columns', language], queryFn: () => backend.exportColumns(language) })
      .data ?? []
  const keys = chosen ?? all.filter((column) => column.usual).map((column) => column.key)
  const path = typed ?? (workspace ? suggested(workspace.path, say('exporting.fileName'), format) : '')
  const request = { path, filter, channel: null, columns: keys, language, overwrite: false }
  const preview = useQuery({
    queryKey: ['drafts', 'export', filter, keys, language],
    queryFn: () => backend.exportPreview(request),
    enabled: keys.length > 0,
    placeholderData: (old) => old,
  })
  const total = preview.data?.total ?? 0
  const run = async (overwrite: boolean) => {
    setProblem(null)
    setResult(null)
    try {
      setResult(await backend.exportRun({ ...request, overwrite }))
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const place = async () => {
    const file = await backend.chooseSave(path, [{ name: format.toUpperCase(), extensions: [format] }])
    if (file) setTyped(file)
  }
  const move = (key: string, by: number) => {
    const at = keys.indexOf(key)
    const next = [...keys]
    next.splice(at, 1)
    next.splice(Math.max(at + by, 0), 0, key)
    setChosen(next)
  }
  const order = [
    ...keys.map((key) => all.find((column) => column.key === key)),
    ...all.filter((column) => !keys.includes(column.key)),
  ].filter((column) => column !== undefined)
  return (
    <>
      <div className={screen.work}>
        <aside className={styles.choices} aria-label={say('exporting.what')}>
          <div>
            <p className="label">{say('exporting.which')}</p>
            <Segmented
              label={say('exporting.which')}
              value={filter}
              onChange={setFilter}
              options={[
                { value: 'approved', label: say('exporting.approved') },
                { value: 'all', label: say('exporting.all') },
              ]}
            />
          </div>
          <div>
            <p className="label">{say('exporting.format')}</p>
            <Segmented
              label={say('exporting.format')}
              value={format}
              onChange={(next) => {
                setFormat(next)
                setTyped(typed && typed.replace(/\.(xlsx|csv)$/i, `.${next}`))
              }}
              options={[
                { value: 'xlsx', label: 'XLSX' },
                { value: 'csv', label: 'CSV' },
              ]}
            />
            <p className="small quiet">{say(format === 'xlsx' ? 'exporting.xlsx' : 'exporting.csv')}</p>
          </div>
          <TextField
            label={say('exporting.path')}
            value={path}
            onChange={(event) => setTyped(event.target.value)}
            spellCheck={false}
          />
          <Button onClick={() => void place()}>{say('exporting.choose')}</Button>
          <fieldset className={styles.columns}>
            <legend>{say('exporting.columns')}</legend>
            {order.map((column) => {
              const on = keys.includes(column.key)
              return (
                <div key={column.key}>
                  <label title={column.required ? say('exporting.required') : undefined}>
                    <input
                      type="checkbox"
                      checked={on || column.required}
                      disabled={column.required}
                      onChange={() =>
                        setChosen(on ? keys.filter((key) => key !== column.key) : [...keys, column.key])
                      }
                    />
                    {column.header}
                  </label>
                  {on && (
                    <span>
                      <Button
                        look="bare"
                        aria-label={say('exporting.up', { name: column.header })}
                        icon={<ArrowUp size={13} aria-hidden="true" />}
                        onClick={() => move(column.key, -1)}
                      />
                      <Button
                        look="bare"
                        aria-label={say('exporting.down', { name: column.header })}
                        icon={<ArrowDown size={13} aria-hidden="true" />}
                        onClick={() => move(column.key, 1)}
                      />
                    </span>
                  )}
                </div>
              )
            })}
          </fieldset>
        </aside>
        <section className={styles.preview} aria-label={say('exporting.preview')}>
          {problem && (
            <ProblemNote problem={problem}>
              {problem.code === 'file_exists' && (
                <Button look="link" onClick={() => void run(true)}>
                  {say('exporting.replace')}
                </Button>
              )}
            </ProblemNote>
          )}
          {result && (
            <p className={styles.done} role="status">
              {say('exporting.done', {
                count: result.rows,
                size: bytes(result.bytes, language),
                path: result.path,
              })}{' '}
              <Button look="link" onClick={() => void backend.reveal(result.path)}>
                {say('exporting.reveal')}
              </Button>
            </p>
          )}
          {preview.isError && <ProblemNote problem={asProblem(preview.error)} />}
          {preview.data && total === 0 ? (
            <div className={styles.none}>
              <p className={screen.sentence}>{say('exporting.none')}</p>
              <a href="#/desk">{say('exporting.toDesk')}</a>
            </div>
          ) : (
            <div className={styles.table} tabIndex={0} role="region" aria-label={say('exporting.preview')}>
              <table>
                <thead>
                  <tr>
                    {preview.data?.headers.map((header) => (
                      <th scope="col" key={header}>
                        {header}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {preview.data?.rows.map((row, index) => (
                    // rows of a preview have no identity
                    // eslint-disable-next-line react/no-array-index-key
                    <tr key={index}>
                      {row.map((cell, at) => (
                        <td
                          key={preview.data!.headers[at]}
                          className={keys[at] === 'copy' ? 'serif' : undefined}
                        >
                          <div>{cell}</div>
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      </div>
      <Footer
        keys={[
          { key: 'mod+Enter', label: say('exporting.key'), run: () => void run(false), when: total > 0 },
        ]}
      >
        <Button look="ink" hint="mod+Enter" disabled={total === 0 || !path} onClick={() => void run(false)}>
          {say('exporting.start', { count: total, number: number(total, language) })}
        </Button>
      </Footer>
    </>
  )
}
