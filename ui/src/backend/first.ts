// What the first screen shows, asked for before anything is drawn: answers come while the interface is being read.
import type { QueryClient } from '@tanstack/react-query'
import type { Backend } from './backend'
import type { DraftQuery, ProductListing, ProductQuery } from './bindings'

export const FIRST_PRODUCTS: ProductQuery = {
  search: '',
  category: null,
  tag: null,
  with_drafts: false,
  order: 'added',
  descending: false,
  offset: 0,
  limit: 100,
}
export const FIRST_DRAFTS: DraftQuery = {
  states: [],
  product: null,
  run: null,
  channel: null,
  malformed: false,
  search: '',
  offset: 0,
  limit: 200,
}

/** The product that the first screen offers to draft: the first one in the interface's language. */
export const offered = (rows: ProductListing[], language: string) =>
  rows.find((row) => row.language.startsWith(language.slice(0, 2))) ?? rows[0]

/** Asks for all of it at once; resolves when every answer is there. What fails is asked again, and explained, by the screen that needs it. */
export async function askFirst(client: QueryClient, backend: Backend, language: string) {
  const ask = <T>(queryKey: unknown[], queryFn: () => Promise<T>) =>
    client.prefetchQuery({ queryKey, queryFn })
  await Promise.all([
    ask(['settings'], () => backend.settings()),
    ask(['workspace'], () => backend.workspace()),
    ask(['drafts', FIRST_DRAFTS], async () => {
      const page = await backend.drafts(FIRST_DRAFTS)
      const first = page.rows[0]
      if (first) await ask(['draft', first.id], () => backend.draft(first.id))
      return page
    }),
    ask(['products', FIRST_PRODUCTS], async () => {
      const page = await backend.products(FIRST_PRODUCTS)
      const first = offered(page.rows, language)
      if (first) await ask(['product', first.id], () => backend.product(first.id))
      return page
    }),
    ask(['profiles', ''], () => backend.profiles('')),
    ask(['briefs'], () => backend.briefs()),
    ask(['providers'], () => backend.providers()),
    ask(['campaigns'], () => backend.campaigns()),
  ])
}
