import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { ColumnTarget, ImportKind, ImportResult, Problem, ReadOptionsView } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Select, TextField } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { number } from '../../i18n/format'
import { useRoute, go } from '../../router'
import { Footer } from '../../shell/Footer'
import { Columns } from './Columns'
import { Preview } from './Preview'
import { Result } from './Result'
import styles from './Importing.module.css'

const FILES = [{ name: 'CSV, XLSX', extensions: ['csv', 'tsv', 'txt', 'xlsx', 'xls', 'ods', 'json'] }]
const ENCODINGS = [
  'utf-8',
  'gb18030',
  'big5',
  'shift_jis',
  'windows-1252',
  'windows-1251',
  'utf-16le',
  'utf-16be',
]
const plain: ReadOptionsView = { encoding: null, separator: null, sheet: null }

/** File, then columns and preview, then result, on one screen. */
export default function Importing() {
  const { say, language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const kind: ImportKind = useRoute().params.get('kind') === 'profiles' ? 'profiles' : 'products'
  const [path, setPath] = useState('')
  const [typed, setTyped] = useState('')
  const [options, setOptions] = useState<ReadOptionsView>(plain)
  const [columns, setColumns] = useState<ColumnTarget[] | null>(null)
  const [result, setResult] = useState<ImportResult | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const request = { kind, path, options, columns }
  const preview = useQuery({
    queryKey: ['import', request],
    queryFn: () => backend.importPreview(request),
    enabled: path !== '' && !result,
    staleTime: 0,
    placeholderData: (old) => old,
  })
  const data = path && !preview.isError ? preview.data : undefined
  const use = (file: string) => {
    setPath(file)
    setColumns(null)
    setOptions(plain)
    setResult(null)
    setProblem(null)
  }
  const choose = async () => {
    const file = await backend.chooseFile(FILES)
    if (file) use(file)
  }
  const needed = kind === 'products' ? ['name'] : ['name', 'interests']
  const missing = data
    ? needed.filter((field) => !data.columns.some((column) => column.target.field === field))
    : []
  const count = data ? data.counts.created + data.counts.updated : 0
  const run = async () => {
    if (!data || missing.length > 0 || busy) return
    setBusy(true)
    try {
      setResult(await backend.importRun({ ...request, columns: data.columns.map((column) => column.target) }))
      refresh()
    } catch (error) {
      setProblem(asProblem(error))
    }
    setBusy(false)
  }
  const back = kind === 'products' ? 'products' : 'profiles'
  const step = result ? 3 : data ? 2 : 1
  const error = problem ?? (preview.isError ? asProblem(preview.error) : null)
  return (
    <>
      <div className={screen.bar}>
        <ol className={styles.steps}>
          {(['file', 'columns', 'result'] as const).map((name, index) => (
            <li key={name} aria-current={index + 1 === step ? 'step' : undefined}>
              <span>{index + 1}</span> {say(`import.${name}`)}
            </li>
          ))}
        </ol>
        <span className={screen.push} />
        {data && !result && (
          <>
            <span className="small quiet">
              {data.file}
              {data.encoding && ` · ${say('import.readAs', { encoding: data.encoding })}`}
              {data.separator &&
                ` · ${say('import.separatedBy', { separator: data.separator === '\t' ? say('import.tab') : data.separator })}`}
            </span>
            {data.encoding && (
              <select
                aria-label={say('import.encoding')}
                value={options.encoding ?? ''}
                onChange={(event) => {
                  setColumns(null)
                  setOptions({ ...options, encoding: event.target.value || null })
                }}
              >
                <option value="">{say('import.encodingFound')}</option>
                {ENCODINGS.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            )}
            {data.separator && (
              <select
                aria-label={say('import.separator')}
                value={options.separator ?? ''}
                onChange={(event) => {
                  setColumns(null)
                  setOptions({ ...options, separator: event.target.value || null })
                }}
              >
                <option value="">{say('import.separatorFound')}</option>
                {[',', ';', '\t', '|'].map((one) => (
                  <option key={one} value={one}>
                    {one === '\t' ? say('import.tab') : one}
                  </option>
                ))}
              </select>
            )}
            {data.sheets.length > 1 && (
              <select
                aria-label={say('import.sheet')}
                value={data.sheet ?? ''}
                onChange={(event) => {
                  setColumns(null)
                  setOptions({ ...options, sheet: event.target.value })
                }}
              >
                {data.sheets.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            )}
          </>
        )}
      </div>
      {result ? (
        <Result
          kind={kind}
          result={result}
          suspicious={preview.data?.counts.suspicious ?? 0}
          onAnother={() => use('')}
        />
      ) : data ? (
        <div className={screen.work}>
          <Columns kind={kind} columns={data.columns} onChange={setColumns} />
          <Preview preview={data} />
        </div>
      ) : (
        <div className={screen.empty}>
          <p className={screen.sentence}>
            {say(kind === 'products' ? 'import.askProducts' : 'import.askProfiles')}
          </p>
          {error && <ProblemNote problem={error} />}
          {preview.isFetching && <p role="status">{say('import.reading')}</p>}
          <Button look="ink" onClick={() => void choose()}>
            {say('import.choose')}
          </Button>
          <form
            className={styles.path}
            onSubmit={(event) => {
              event.preventDefault()
              if (typed.trim()) use(typed.trim())
            }}
          >
            <TextField
              label={say('import.path')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              spellCheck={false}
            />
            <Button type="submit" disabled={!typed.trim()}>
              {say('import.read')}
            </Button>
          </form>
          <Select
            label={say('import.kind')}
            value={kind}
            onChange={(event) => go('import', null, { kind: event.target.value })}
          >
            <option value="products">{say('shell.products')}</option>
            <option value="profiles">{say('shell.profiles')}</option>
          </Select>
          <p className="small quiet">{say('import.hint')}</p>
        </div>
      )}
      {data && error && <ProblemNote problem={error} />}
      <Footer
        keys={[
          {
            key: 'mod+Enter',
            label: data ? say('import.start', { number: number(count, language) }) : undefined,
            run: () => void run(),
            when: step === 2,
          },
          { key: 'Escape', label: say('common.leave'), run: () => (path && !result ? use('') : go(back)) },
        ]}
      >
        {missing.length > 0 && (
          <span role="status">
            {say('import.missing', {
              fields: missing.map((field) => say(`field.${field as 'name'}`)).join(', '),
            })}
          </span>
        )}
        {step === 2 && (
          <>
            <Button onClick={() => use('')}>{say('common.cancel')}</Button>
            <Button
              look="ink"
              hint="mod+Enter"
              disabled={missing.length > 0 || busy || preview.isFetching}
              onClick={() => void run()}
            >
              {busy ? say('import.importing') : say('import.start', { number: number(count, language) })}
            </Button>
          </>
        )}
      </Footer>
    </>
  )
}
