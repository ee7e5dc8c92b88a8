import { Package, Plus, Upload } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ProductListing, ProductOrder, ProductQuery } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProducts, useRefresh, useSaveSettings, useSettings } from '../../backend/queries'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../components/Button'
import { Grid } from '../../components/Grid'
import { Mark } from '../../components/Mark'
import { ProblemNote } from '../../components/ProblemNote'
import { Segmented } from '../../components/Segmented'
import { offerUndo } from '../../components/undo'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { ProductPitch } from '../recommend/PitchScreen'
import { ProductPanel } from './ProductPanel'
import { useColumns } from './useColumns'

const PAGE = 200

export default function Products() {
  const { id, params } = useRoute()
  return id && id !== 'new' && params.get('tab') === 'profiles' ? <ProductPitch id={id} /> : <ProductList />
}

function ProductList() {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const route = useRoute()
  const density = useSettings().data?.density ?? 'dense'
  const save = useSaveSettings()
  const field = useRef<HTMLInputElement>(null)
  const wanted = route.params.get('find') ?? ''
  const [search, setSearch] = useState(wanted)
  // a link to a product by its words
  useEffect(() => {
    if (wanted) setSearch(wanted)
  }, [wanted])
  const [category, setCategory] = useState('')
  const [order, setOrder] = useState<{ key: ProductOrder; descending: boolean }>({
    key: 'added',
    descending: false,
  })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [reopened, setReopened] = useState(0)
  const base: ProductQuery = {
    search,
    category: category || null,
    tag: null,
    with_drafts: false,
    order: order.key,
    descending: order.descending,
    offset: 0,
    limit: PAGE,
  }
  const first = useProducts(base)
  const categories =
    useQuery({ queryKey: ['products', 'categories'], queryFn: () => backend.categories() }).data ?? []
  const [, draw] = useState(0)
  const total = first.data?.total ?? 0
  // rows come in pages, as they come into view; those that are not here yet are blank
  const at = (page: number) =>
    page === 0
      ? first.data?.rows
      : client.getQueryData<{ rows: ProductListing[] }>(['products', { ...base, offset: page * PAGE }])?.rows
  const rows = Array.from({ length: total }, (_, index) => at(Math.floor(index / PAGE))?.[index % PAGE])
  const fetchRange = (from: number, to: number) => {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
      if (at(page)) continue
      const query = { ...base, offset: page * PAGE }
      void client
        .fetchQuery({ queryKey: ['products', query], queryFn: () => backend.products(query) })
        .then(() => draw((n) => n + 1))
    }
  }
  const remove = async () => {
    const ids = [...selected]
    await backend.productsDelete(ids)
    setSelected(new Set())
    offerUndo({
      sentence: say('products.deleted', { count: ids.length }),
      undo: () => backend.productsRestore(ids),
    })
    refresh('products', 'workspace')
  }
  const columns = useColumns()
  const empty = first.data && total === 0
  const open = route.id
  return (
    <>
      <div className={screen.bar}>
        <input
          ref={field}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={say('products.find', { count: total })}
          aria-label={say('products.find', { count: total })}
        />
        <select
          value={category}
          onChange={(event) => setCategory(event.target.value)}
          aria-label={say('products.category')}
        >
          <option value="">{say('products.everything')}</option>
          {categories.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
        <Segmented
          label={say('settings.density')}
          value={density}
          onChange={(next) => void save({ density: next })}
          options={(['dense', 'roomy'] as const).map((value) => ({ value, label: say(`settings.${value}`) }))}
        />
        <span className={screen.push} />
        <Button icon={<Plus size={14} aria-hidden="true" />} hint="n" onClick={() => go('products', 'new')}>
          {say('products.product')}
        </Button>
        <Button
          look="ink"
          icon={<Upload size={14} aria-hidden="true" />}
          hint="i"
          onClick={() => go('import')}
        >
          {say('products.import')}
        </Button>
      </div>
      {first.isError && <ProblemNote problem={asProblem(first.error)} />}
      <div className={screen.work}>
        {empty ? (
          <div className={screen.empty}>
            <Package size={18} strokeWidth={1.5} aria-hidden="true" />
            <p className={screen.sentence}>
              {search || category ? say('products.noHits') : say('products.empty')}
            </p>
            {(search || category) && (
              <Button
                onClick={() => {
                  setSearch('')
                  setCategory('')
                }}
              >
                {say('common.clear')}
              </Button>
            )}
          </div>
        ) : (
          <Grid
            label={say('shell.products')}
            columns={columns}
            rows={rows}
            idOf={(row) => row.id}
            selected={selected}
            onSelect={setSelected}
            onOpen={(row) => go('products', row.id)}
            sort={order}
            onSort={(key) =>
              setOrder({ key: key as ProductOrder, descending: order.key === key && !order.descending })
            }
            onRange={fetchRange}
            rowHeight={density === 'dense' ? 33 : 41}
          />
        )}
        {open && (
          <ProductPanel
            key={open}
            id={open === 'new' ? null : open}
            categories={categories}
            onClose={() => go('products')}
            onSaved={(count) => setReopened(count)}
          />
        )}
      </div>
      <Footer
        keys={[
          { key: '/', label: say('common.find'), run: () => field.current?.focus(), when: !open },
          { key: 'n', label: say('products.new'), run: () => go('products', 'new'), when: !open },
          { key: 'i', label: say('products.import'), run: () => go('import'), when: !open },
          {
            key: 'w',
            label: say('pitch.product'),
            run: () => go('products', [...selected][0]!, { tab: 'profiles' }),
            when: selected.size === 1 && !open,
          },
          {
            key: 'Delete',
            label: say('common.delete'),
            run: () => void remove(),
            when: selected.size > 0 && !open,
          },
        ]}
      >
        {reopened > 0 && (
          <span className={screen.caution}>
            <Mark kind="stale" silent /> {say('products.reopened', { count: reopened })}{' '}
            <a href="#/desk">{say('common.show')}</a>
          </span>
        )}
        {selected.size > 0 && (
          <>
            <b>{say('common.selected', { count: selected.size })}</b>
            <Button look="link" onClick={() => go('desk', null, { generate: [...selected].join(',') })}>
              {say('products.generate')}
            </Button>
            <Button look="link" onClick={() => go('campaigns', 'new', { products: [...selected].join(',') })}>
              {say('products.campaign')}
            </Button>
            <Button look="link" onClick={() => void remove()}>
              {say('common.delete')}
            </Button>
          </>
        )}
      </Footer>
    </>
  )
}
