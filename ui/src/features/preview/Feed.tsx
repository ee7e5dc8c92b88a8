import {
  Bookmark,
  Ellipsis,
  Heart,
  MessageCircle,
  Music,
  Repeat2,
  Send,
  Share2,
  ThumbsUp,
} from 'lucide-react'
import type { ComponentType } from 'react'
import { useSay } from '../../i18n'
import { Copy } from './Copy'
import styles from './Feed.module.css'
import look from './object.module.css'
import { Avatar, Doing, Picture, Piece, useSender } from './pieces'
import { useSeen } from './seen'
import preview from './Preview.module.css'

function Line({ under }: { under?: boolean }) {
  const { say } = useSay()
  const sender = useSender()
  return (
    <div className={look.head}>
      <Avatar />
      <div>
        <strong>{sender}</strong>
        <p className={look.soft}>{say(under ? 'preview.nowEverybody' : 'preview.now')}</p>
      </div>
      <Ellipsis size={18} strokeWidth={1.5} className={look.push} aria-hidden="true" />
    </div>
  )
}

/** X and Threads: the words beside the avatar, the picture under them. */
function BesideAvatar() {
  const { say } = useSay()
  const sender = useSender()
  return (
    <div className={styles.beside}>
      <Avatar />
      <div>
        <p className={styles.name}>
          <strong>{sender}</strong> <span className={look.soft}>{say('preview.now')}</span>
        </p>
        <p>
          <Copy field="post" tags />
        </p>
        <div className={styles.rounded}>
          <Picture ratio="16 / 9" />
        </div>
        <Doing icons={[MessageCircle, Repeat2, Heart, Share2]} />
      </div>
    </div>
  )
}

/** Instagram: the picture first, the words under it, after the name. */
function UnderPicture() {
  const sender = useSender()
  return (
    <>
      <div className={styles.pad}>
        <div className={look.head}>
          <Avatar size={32} />
          <strong>{sender}</strong>
          <Ellipsis size={18} strokeWidth={1.5} className={look.push} aria-hidden="true" />
        </div>
      </div>
      <Picture ratio="4 / 5" />
      <div className={styles.caption}>
        <div className={styles.row}>
          <Doing icons={[Heart, MessageCircle, Send]} />
          <Bookmark size={20} strokeWidth={1.5} className={styles.save} aria-hidden="true" />
        </div>
        <p>
          <strong className={look.who}>{sender}</strong> <Copy field="post" tags />
        </p>
      </div>
    </>
  )
}

/** Facebook, LinkedIn and Weibo: who, the words, the picture, what one can do. */
function OverPicture() {
  const weibo = useSeen().channel.id === 'weibo'
  return (
    <>
      <div className={styles.post}>
        <Line under={!weibo} />
        <p>
          <Copy field="post" tags />
        </p>
      </div>
      {weibo ? (
        <div className={styles.nine}>
          <Picture ratio="1" />
        </div>
      ) : (
        <Picture ratio="1.91 / 1" />
      )}
      <div className={styles.foot}>
        <Doing icons={weibo ? [Share2, MessageCircle, ThumbsUp] : [ThumbsUp, MessageCircle, Share2]} />
      </div>
    </>
  )
}

/** TikTok: the words lie over the lower edge of an upright film. */
function OverFilm() {
  const { say } = useSay()
  const { product } = useSeen()
  const sender = useSender()
  return (
    <div className={styles.film} role="group" aria-label={say('preview.film', { name: product.name })}>
      <div className={styles.words} tabIndex={0} role="region" aria-label={say('preview.caption')}>
        <strong>{sender}</strong>
        <p>
          <Copy field="post" tags />
        </p>
        <p className={styles.sound}>
          <Music size={14} strokeWidth={1.5} aria-hidden="true" /> {say('preview.sound')}
        </p>
      </div>
      <div className={styles.side} aria-hidden="true">
        <Avatar />
        <Heart size={26} strokeWidth={1.5} />
        <MessageCircle size={26} strokeWidth={1.5} />
        <Bookmark size={26} strokeWidth={1.5} />
        <Share2 size={26} strokeWidth={1.5} />
      </div>
    </div>
  )
}

const LAYOUTS: Record<string, ComponentType> = {
  x: BesideAvatar,
  threads: BesideAvatar,
  instagram: UnderPicture,
  tiktok: OverFilm,
}

/** A post in the feed of a telephone. */
export function Feed() {
  const { say, language } = useSay()
  const { channel } = useSeen()
  const Layout = LAYOUTS[channel.id] ?? OverPicture
  return (
    <div className={preview.pieces}>
      <Piece
        title={say('preview.inFeed', { name: channel.name[language === 'zh-CN' ? 'zh' : 'en'] })}
        className={styles[channel.id]}
      >
        <Layout />
      </Piece>
    </div>
  )
}
