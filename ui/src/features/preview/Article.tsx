import { useSay } from '../../i18n'
import { Copy } from './Copy'
import styles from './Article.module.css'
import look from './object.module.css'
import { Avatar, Picture, Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import { textOf, useSeen } from './seen'

/** WeChat takes so many characters of the text where no digest is given: documentation of draft_add. */
const DIGEST = 54

/** 微信公众号: the article among others, and its head and text. */
export function Article() {
  const { say } = useSay()
  const { fields, language } = useSeen()
  const sender = useSender()
  const digest = textOf(fields, 'digest').trim()
  return (
    <div className={preview.pieces}>
      <Piece title={say('preview.inList')}>
        <div className={styles.account}>
          <Avatar size={28} />
          <strong>{sender}</strong>
          <span className={`${look.soft} ${look.push}`}>{say('preview.now')}</span>
        </div>
        <div className={styles.row}>
          <div>
            <p className={styles.listed}>
              <Copy field="title" />
            </p>
            <p className={look.soft}>
              {digest ? (
                <Copy field="digest" />
              ) : (
                <span lang={language || undefined}>
                  {[...textOf(fields, 'body')].slice(0, DIGEST).join('')}
                </span>
              )}
            </p>
          </div>
          <div className={styles.thumb}>
            <Picture ratio="1" quiet />
          </div>
        </div>
        {!digest && <p className={styles.hint}>{say('preview.noDigest', { count: DIGEST })}</p>}
      </Piece>
      <Piece title={say('preview.article')}>
        <article className={styles.article}>
          <h4>
            <Copy field="title" />
          </h4>
          <p className={styles.by}>
            {textOf(fields, 'author').trim() && <Copy field="author" />}
            <span className={styles.link}>{sender}</span>
          </p>
          <Picture ratio="2.35 / 1" />
          <p className={styles.text}>
            <Copy field="body" />
          </p>
        </article>
      </Piece>
    </div>
  )
}
