import { Fragment } from 'react'
import { shown } from '../text/unseen'
import styles from './Noted.module.css'

/** Words to look at, with the names of characters that nobody would see. Always text, never markup. */
export function Seen({ text }: { text: string }) {
  return (
    <bdi>
      {shown(text).map((part, index) => (
        // a part is its place
        // eslint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {part.named ? <span className={styles.named}>{part.text}</span> : part.text}
        </Fragment>
      ))}
    </bdi>
  )
}
