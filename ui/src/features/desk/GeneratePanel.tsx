import { useEffect, useState } from 'react'
import type { Parameters, Problem, PromptPreview } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useBriefs, useProducts, useProfiles, useProviders } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Select, TextField } from '../../components/Field'
import { Messages } from '../../components/Messages'
import { ProblemNote } from '../../components/ProblemNote'
import { Sheet } from '../../components/Sheet'
import { useSay } from '../../i18n'
import { useBriefName } from '../../i18n/briefName'
import { useKeys } from '../../keys'
import styles from './GeneratePanel.module.css'

const NEUTRAL = 'neutral'
/** Enough to choose from; the search narrows it. */
const CHOICES = 60

interface Props {
  chosen: string[]
  onClose: () => void
  onStarted: (run: string) => void
}

/** Products × profiles × variants of one brief, with the count, the destination and the exact prompt before anything is sent. */
export function GeneratePanel({ chosen, onClose, onStarted }: Props) {
  const { say } = useSay()
  const briefName = useBriefName()
  const backend = useBackend()
  const briefs = useBriefs().data ?? []
  const profiles = useProfiles().data ?? []
  const providers = useProviders().data ?? []
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
  const [briefId, setBrief] = useState<string | null>(null)
  const [providerId, setProvider] = useState<string | null>(null)
  const [products, setProducts] = useState<string[]>(chosen)
  const [who, setWho] = useState<string[]>([])
  const [changes, setChanges] = useState<Partial<Parameters>>({})
  const [preview, setPreview] = useState<PromptPreview | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const brief = briefs.find((one) => one.id === briefId) ?? briefs[0]
  const provider = providers.find((one) => one.id === providerId) ?? providers.find((one) => one.default)
  const parameters: Parameters = {
    ...(brief?.parameters ?? { max_tokens: 100, variants: 1, stop: [], temperature: 0.7, seed: null }),
    ...changes,
  }
  const audience = who.length > 0 ? who : [NEUTRAL]
  const count = products.length * audience.length * parameters.variants

  useEffect(() => {
    if (!brief || products.length === 0) {
      setPreview(null)
      return
    }
    let stale = false
    const profile = audience[0] === NEUTRAL ? null : audience[0]!
    backend.promptPreview({ brief, product: products[0]!, profile, provider: provider?.id ?? null }).then(
      (result) => !stale && setPreview(result),
      (error: unknown) => !stale && setProblem(asProblem(error)),
    )
    return () => {
      stale = true
    }
  }, [backend, brief, products[0], audience[0], provider?.id]) // oxlint-disable-line

  const start = async () => {
    if (!brief || count === 0) return
    try {
      const started = await backend.generate({
        brief: brief.id,
        products,
        profiles: audience.map((id) => (id === NEUTRAL ? null : id)),
        provider: provider?.id ?? null,
        model: null,
        parameters,
        variables: [],
      })
      onStarted(started.run)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  useKeys([{ key: 'mod+Enter', run: () => void start() }])
  const toggle = (list: string[], id: string) =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id]
  const amount =
    (key: 'max_tokens' | 'variants' | 'temperature') => (event: React.ChangeEvent<HTMLInputElement>) =>
      setChanges({ ...changes, [key]: event.target.valueAsNumber || 0 })
  const error = (field: string) => problem?.fields.filter((one) => one.field === field)

  return (
    <Sheet
      wide
      title={say('desk.newDrafts')}
      onClose={onClose}
      footer={
        <>
          <span className={styles.count}>{say('generate.count', { count })}</span>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button look="ink" hint="mod+Enter" disabled={count === 0} onClick={() => void start()}>
            {say('generate.start')}
          </Button>
        </>
      }
    >
      {problem && <ProblemNote problem={problem} />}
      <Select
        label={say('desk.brief')}
        value={brief?.id ?? ''}
        onChange={(event) => setBrief(event.target.value)}
      >
        {briefs.map((one) => (
          <option key={one.id} value={one.id}>
            {briefName(one)}
          </option>
        ))}
      </Select>
      <fieldset className={styles.choices}>
        <legend>{say('generate.products', { count: products.length })}</legend>
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
                checked={products.includes(row.id)}
                onChange={() => setProducts(toggle(products, row.id))}
              />
              <span lang={row.language || undefined}>{row.name}</span>{' '}
              <span className="quiet">{row.sku}</span>
            </label>
          ))}
          {found && found.total > found.rows.length && (
            <p className="small quiet">{say('generate.more', { count: found.total - found.rows.length })}</p>
          )}
        </div>
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>{say('generate.profiles')}</legend>
        <div className={styles.scroll}>
          {[
            { id: NEUTRAL, name: say('generate.neutral'), interests: [] as string[], language: '' },
            ...profiles,
          ].map((one) => (
            <label key={one.id}>
              <input
                type="checkbox"
                checked={audience.includes(one.id)}
                onChange={() => setWho(toggle(audience, one.id))}
              />
              <span lang={one.language || undefined}>{one.name}</span>{' '}
              <span className="quiet">{one.interests.join(', ')}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Select
        label={say('generate.where')}
        value={provider?.id ?? ''}
        onChange={(event) => setProvider(event.target.value)}
      >
        {providers.map((one) => (
          <option key={one.id} value={one.id}>
            {one.built_in ? say('shell.builtIn') : one.name} · {one.host ?? say('shell.here')}
          </option>
        ))}
      </Select>
      <div className={styles.numbers}>
        <TextField
          type="number"
          min={1}
          max={20}
          label={say('briefs.variants')}
          value={parameters.variants}
          onChange={amount('variants')}
          errors={error('variants')}
        />
        <TextField
          type="number"
          min={1}
          max={32000}
          label={say('briefs.maxTokens')}
          value={parameters.max_tokens}
          onChange={amount('max_tokens')}
          errors={error('max_tokens')}
        />
        <TextField
          type="number"
          min={0}
          max={2}
          step={0.1}
          label={say('briefs.temperature')}
          value={parameters.temperature}
          onChange={amount('temperature')}
          errors={error('temperature')}
        />
        <TextField
          type="number"
          min={0}
          label={say('briefs.seed')}
          value={parameters.seed ?? ''}
          onChange={(event) =>
            setChanges({ ...changes, seed: event.target.value === '' ? null : event.target.valueAsNumber })
          }
        />
      </div>
      {preview && (
        <section className={styles.preview}>
          <h3 className="label">{say('generate.exactly')}</h3>
          <p className="small quiet">
            {preview.destination.host
              ? say('generate.leaves', { host: preview.destination.host, model: preview.destination.model })
              : say('generate.stays', { model: preview.destination.model })}
          </p>
          {preview.warnings.map((warning) => (
            <p key={warning} className={styles.warning}>
              {say(`warning.${warning}`)}
            </p>
          ))}
          <Messages messages={preview.messages} />
        </section>
      )}
    </Sheet>
  )
}
