import { useSay } from '../../i18n'
import { Copy } from './Copy'
import look from './object.module.css'
import { Avatar, Piece, useSender } from './pieces'
import styles from './Search.module.css'

/** The product's page among the results of a search. */
export function SearchResult() {
  const { say } = useSay()
  const sender = useSender()
  return (
    <Piece title={say('preview.searchResult')} width={600} className={styles.result}>
      <div className={look.head}>
        <Avatar size={28} />
        <div>
          <p className={styles.site}>{sender}</p>
          <p className={look.soft}>{say('preview.domain')}</p>
        </div>
      </div>
      <p className={styles.title}>
        <Copy field="seo_title" />
      </p>
      <p className={styles.words}>
        <Copy field="seo_description" />
      </p>
    </Piece>
  )
}
