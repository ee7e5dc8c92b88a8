import { useSay } from '../../i18n'
import { Copy } from './Copy'
import { Picture, Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import styles from './ProductPage.module.css'
import look from './object.module.css'
import { SearchResult } from './SearchResult'
import { listOf, priceOf, textOf, useSeen } from './seen'

/** The page of a shop, and how a search finds it. */
export function ProductPage() {
  const { say } = useSay()
  const { fields, product, language } = useSeen()
  const sender = useSender()
  const points = listOf(fields, 'bullets')
  return (
    <div className={preview.stack}>
      <Piece title={say('preview.page')} width={760}>
        <div className={styles.page}>
          <div className={styles.picture}>
            <Picture ratio="1" label={textOf(fields, 'image_alt')} />
            <p className={look.soft}>
              {say('preview.alt')} <Copy field="image_alt" />
            </p>
          </div>
          <div className={styles.words}>
            <p className={look.soft}>{sender}</p>
            <h4>
              <Copy field="title" />
            </h4>
            {product.price && <p className={styles.price}>{priceOf(product, language)}</p>}
            <p>
              <Copy field="short_description" />
            </p>
            <ul>
              {points.length === 0 && (
                <li>
                  <Copy field="bullets" />
                </li>
              )}
              {points.map((_, part) => (
                // points have no identity but their place
                // eslint-disable-next-line react/no-array-index-key
                <li key={part}>
                  <Copy field="bullets" part={part} />
                </li>
              ))}
            </ul>
          </div>
          <p className={styles.long}>
            <Copy field="long_description" />
          </p>
        </div>
      </Piece>
      <SearchResult />
    </div>
  )
}
