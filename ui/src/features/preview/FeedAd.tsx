import { Ellipsis, MessageCircle, Share2, ThumbsUp } from 'lucide-react'
import { useSay } from '../../i18n'
import { Copy } from './Copy'
import styles from './FeedAd.module.css'
import look from './object.module.css'
import { Avatar, Doing, Picture, Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import { textOf, useSeen } from './seen'

/** A Meta ad in the feed. */
export function FeedAd() {
  const { say } = useSay()
  const { fields } = useSeen()
  const sender = useSender()
  return (
    <div className={preview.pieces}>
      <Piece title={say('preview.feedAd')}>
        <div className={styles.top}>
          <div className={look.head}>
            <Avatar />
            <div>
              <strong>{sender}</strong>
              <p className={look.soft}>{say('preview.sponsored')}</p>
            </div>
            <Ellipsis size={18} strokeWidth={1.5} className={look.push} aria-hidden="true" />
          </div>
          <p>
            <Copy field="primary_text" />
          </p>
        </div>
        <Picture ratio="1" />
        <div className={styles.link}>
          <div>
            <p className={look.soft}>{say('preview.domain')}</p>
            <p className={styles.headline}>
              <Copy field="headline" />
            </p>
            {textOf(fields, 'description').trim() && (
              <p className={look.soft}>
                <Copy field="description" />
              </p>
            )}
          </div>
          <span className={styles.button}>{say('preview.learnMore')}</span>
        </div>
        <div className={styles.foot}>
          <Doing icons={[ThumbsUp, MessageCircle, Share2]} />
        </div>
      </Piece>
    </div>
  )
}
