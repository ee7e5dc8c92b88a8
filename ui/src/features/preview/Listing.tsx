import { useSay } from '../../i18n'
import { Copy } from './Copy'
import styles from './Listing.module.css'
import { Picture, Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import { listOf, priceOf, useSeen } from './seen'
import look from './object.module.css'

function Points({ heading }: { heading: string }) {
  const { fields } = useSeen()
  const points = listOf(fields, 'bullets')
  return (
    <>
      <p className={styles.heading}>{heading}</p>
      <ul className={styles.points}>
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
    </>
  )
}

/** Amazon puts the title before the picture. */
function Amazon() {
  const { say } = useSay()
  const { product, language } = useSeen()
  const sender = useSender()
  return (
    <div className={styles.page}>
      <p className={look.soft}>{sender}</p>
      <p className={styles.title}>
        <Copy field="title" />
      </p>
      <Picture ratio="1" />
      {product.price && <p className={styles.price}>{priceOf(product, language)}</p>}
      <p>
        <Copy field="highlights" />
      </p>
      <Points heading={say('preview.about')} />
    </div>
  )
}

/** Taobao shows picture and price first. */
function Taobao() {
  const { say } = useSay()
  const { product, language } = useSeen()
  return (
    <>
      <Picture ratio="1" />
      <div className={`${styles.page} ${styles.taobao}`}>
        {product.price && <p className={styles.price}>{priceOf(product, language)}</p>}
        <p className={styles.title}>
          <Copy field="title" />
        </p>
        <Points heading={say('preview.sellingPoints')} />
      </div>
    </>
  )
}

/** A product in a marketplace, on a telephone. */
export function Listing() {
  const { say, language } = useSay()
  const { channel } = useSeen()
  return (
    <div className={preview.pieces}>
      <Piece title={say('preview.listing', { name: channel.name[language === 'zh-CN' ? 'zh' : 'en'] })}>
        {channel.id === 'taobao' ? <Taobao /> : <Amazon />}
      </Piece>
    </div>
  )
}
