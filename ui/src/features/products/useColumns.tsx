import type { ProductListing } from '../../backend/bindings'
import type { Column } from '../../components/Grid'
import { Mark } from '../../components/Mark'
import { Seen } from '../../components/Seen'
import { Staying } from '../../components/Stays'
import { SuspiciousMark } from '../../components/Suspicious'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'

/** The columns of the products, in the order in which they are read. */
export function useColumns(): Column<ProductListing>[] {
  const { say, language } = useSay()
  return [
    {
      key: 'sku',
      header: 'SKU',
      width: '110px',
      sortable: true,
      cell: (row) => <span className="quiet">{row.sku}</span>,
    },
    {
      key: 'name',
      header: say('products.name'),
      width: 'minmax(160px, 1.2fr)',
      sortable: true,
      cell: (row) => (
        <Staying stays={row.local_only} marks={row.suspicious && <SuspiciousMark />}>
          <span className={screen.strong} lang={row.language || undefined}>
            {row.suspicious ? <Seen text={row.name} /> : row.name}
          </span>
        </Staying>
      ),
    },
    {
      key: 'price',
      header: say('products.priceText'),
      width: '110px',
      numeric: true,
      cell: (row) => `${row.price} ${row.currency}`,
    },
    {
      key: 'category',
      header: say('products.category'),
      width: '110px',
      sortable: true,
      cell: (row) => row.category,
    },
    {
      key: 'description',
      header: say('products.description'),
      width: 'minmax(180px, 2fr)',
      cell: (row) =>
        row.description.trim() ? (
          <span className={screen.serif} lang={row.language || undefined}>
            {row.suspicious ? <Seen text={row.description} /> : row.description}
          </span>
        ) : (
          <span className={screen.caution}>
            <Mark kind="caution" silent /> {say('products.noDescription')}
          </span>
        ),
    },
    { key: 'facts', header: say('products.facts'), width: '64px', numeric: true, cell: (row) => row.facts },
    {
      key: 'language',
      header: say('products.lang'),
      width: '56px',
      cell: (row) => (row.language ? row.language.slice(0, 2).toUpperCase() : '–'),
    },
    {
      key: 'drafts',
      header: say('products.drafts'),
      width: '150px',
      cell: (row) =>
        row.drafts.length === 0 ? (
          '–'
        ) : (
          <span className={screen.marks}>
            {row.drafts.slice(0, 7).map((mark, index) => (
              // a mark is its place in the row
              // eslint-disable-next-line react/no-array-index-key
              <Mark key={index} kind={mark.stale ? 'stale' : mark.state} />
            ))}
          </span>
        ),
    },
    {
      key: 'updated',
      header: say('products.changed'),
      width: '96px',
      sortable: true,
      cell: (row) => <span className="quiet">{when(row.updated_at, language)}</span>,
    },
  ]
}
