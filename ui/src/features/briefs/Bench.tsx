import { useState } from 'react'
import { useProducts, useProviders } from '../../backend/queries'
import { useChannels, useSomeProducts } from '../../backend/shelves'
import { Button } from '../../components/Button'
import { Select } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import screen from '../../components/screen.module.css'
import { ProviderOptions } from '../../components/ProviderOptions'
import { ProfileSelect } from '../../components/ProfileSelect'
import { useSay } from '../../i18n'
import { BenchResult } from './BenchResult'
import { BENCH_LIMIT, type BenchState } from './useBench'
import styles from './Bench.module.css'

interface Props {
  bench: BenchState
  channel: string
  profile: string | null
  onProfile: (id: string | null) => void
  onTry: () => void
}

/** The brief as it stands in its form, on a handful of products. */
export function Bench({ bench, channel, profile, onProfile, onTry }: Props) {
  const { say } = useSay()
  const [search, setSearch] = useState('')
  const providers = useProviders().data ?? []
  const view = useChannels().data?.find((one) => one.channel.id === channel)?.channel ?? null
  const some = useSomeProducts()
  const found = useProducts({
    search,
    category: null,
    tag: null,
    with_drafts: false,
    order: 'added',
    descending: false,
    offset: 0,
    limit: 60,
  }).data
  const rows = found?.rows ?? []
  const nameOf = (id: string) => [...rows, ...some].find((one) => one.id === id)?.name ?? id
  const full = bench.products.length >= BENCH_LIMIT
  const toggle = (id: string) =>
    bench.setProducts(
      bench.products.includes(id) ? bench.products.filter((one) => one !== id) : [...bench.products, id],
    )
  const provider = bench.provider ?? providers.find((one) => one.default)?.id ?? ''
  return (
    <>
      <p className="small quiet">{say('bench.lead')}</p>
      <div className={styles.choices}>
        <fieldset className={styles.products}>
          <legend>{say('bench.products', { count: bench.products.length, limit: BENCH_LIMIT })}</legend>
          <input
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={say('products.find', { count: found?.total ?? 0 })}
            aria-label={say('generate.findProducts')}
          />
          <div className={styles.scroll}>
            {rows.map((row) => (
              <label key={row.id}>
                <input
                  type="checkbox"
                  checked={bench.products.includes(row.id)}
                  disabled={full && !bench.products.includes(row.id)}
                  onChange={() => toggle(row.id)}
                />
                <span lang={row.language || undefined}>{row.name}</span>
              </label>
            ))}
            {found && rows.length === 0 && <p className="quiet">{say('common.noHits')}</p>}
          </div>
        </fieldset>
        <div className={styles.where}>
          <ProfileSelect value={profile} onChange={onProfile} />
          <Select
            label={say('generate.where')}
            value={provider}
            onChange={(event) => bench.setProvider(event.target.value)}
          >
            <ProviderOptions />
          </Select>
          <div className={screen.actions}>
            {bench.running ? (
              <Button onClick={bench.cancel}>{say('common.cancel')}</Button>
            ) : (
              <Button hint="t" disabled={bench.products.length === 0} onClick={onTry}>
                {say('bench.try')}
              </Button>
            )}
            <span className="small quiet" role="status">
              {bench.round &&
                say('bench.progress', {
                  done: Object.values(bench.round.answers).filter((one) => one.kind !== 'waiting').length,
                  total: bench.round.products.length,
                })}
            </span>
          </div>
        </div>
      </div>
      {bench.problem && <ProblemNote problem={bench.problem} />}
      {bench.round && (
        <div className={styles.results} tabIndex={0} role="group" aria-label={say('bench.results')}>
          {bench.round.products.map((id) => (
            <BenchResult key={id} name={nameOf(id)} answer={bench.round!.answers[id]!} channel={view} />
          ))}
        </div>
      )}
    </>
  )
}
