import { Heart, MessageCircle, Star } from 'lucide-react'
import { useSay } from '../../i18n'
import { Copy } from './Copy'
import styles from './Note.module.css'
import look from './object.module.css'
import { Avatar, Doing, Picture, Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import { useSeen } from './seen'

/** Pinterest and 小红书: a card among others, and the note that it opens. */
export function Note() {
  const { say } = useSay()
  const { channel } = useSeen()
  const sender = useSender()
  const pin = channel.id === 'pinterest'
  return (
    <div className={preview.pieces}>
      <Piece title={say('preview.card')} width={188} className={pin ? styles.pinCard : styles.card}>
        <Picture ratio={pin ? '2 / 3' : '3 / 4'} />
        <div className={styles.under}>
          <strong>
            <Copy field="title" />
          </strong>
          {!pin && (
            <p className={look.head}>
              <Avatar size={18} />
              <span className={look.soft}>{sender}</span>
              <Heart size={14} strokeWidth={1.5} className={look.push} aria-hidden="true" />
            </p>
          )}
        </div>
      </Piece>
      <Piece title={say('preview.opened')} className={styles.note}>
        <div className={styles.who}>
          <Avatar size={32} />
          <span>{sender}</span>
        </div>
        <Picture ratio="1" />
        <div className={styles.body}>
          <h4>
            <Copy field="title" />
          </h4>
          <p>
            <Copy field="post" tags />
          </p>
          {!pin && <p className={look.soft}>{say('preview.now')}</p>}
        </div>
        <div className={styles.foot}>
          <Doing icons={[Heart, Star, MessageCircle]} />
        </div>
      </Piece>
    </div>
  )
}
