import type { ComponentType } from 'react'
import type { PreviewKind } from '../../backend/bindings'
import { useSay } from '../../i18n'
import { Article } from './Article'
import { Bubble } from './Bubble'
import { Conversation } from './Conversation'
import { Feed } from './Feed'
import { FeedAd } from './FeedAd'
import { Inbox } from './Inbox'
import { Legend } from './Legend'
import { Listing } from './Listing'
import { Note } from './Note'
import { Plain } from './Plain'
import styles from './Preview.module.css'
import { ProductPage } from './ProductPage'
import { SearchAd } from './SearchAd'
import { SeenContext, type Seen } from './seen'

const KINDS: Record<PreviewKind, ComponentType> = {
  product_page: ProductPage,
  plain: Plain,
  inbox: Inbox,
  feed: Feed,
  note: Note,
  article: Article,
  search_ad: SearchAd,
  feed_ad: FeedAd,
  listing: Listing,
  bubble: Bubble,
  conversation: Conversation,
}

/** The copy as its readers would see it: cut where the platform cuts, without a logo, a person or a number that is not there. */
export function Preview(props: Seen) {
  const { say, language } = useSay()
  const Kind = KINDS[props.channel.preview]
  const name = props.channel.name[language === 'zh-CN' ? 'zh' : 'en']
  return (
    <SeenContext.Provider value={props}>
      <section className={styles.preview} aria-label={say('preview.label', { name })}>
        <Kind />
        <Legend />
      </section>
    </SeenContext.Provider>
  )
}
