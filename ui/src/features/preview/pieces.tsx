import { Image } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSay } from '../../i18n'
import look from './object.module.css'
import { useSeen } from './seen'

/** Who speaks: the product's brand, else the shop, without a name that nobody gave it. */
export function useSender(): string {
  const { say } = useSay()
  return useSeen().product.brand.trim() || say('preview.yourShop')
}

/** A neutral mark in the place of a logo. */
export function Avatar({ size = 40, square = false }: { size?: number; square?: boolean }) {
  const sender = useSender()
  return (
    <span
      className={`${look.avatar} ${square ? look.square : ''}`}
      style={{ width: size, height: size, fontSize: size * 0.42 }}
      aria-hidden="true"
    >
      {[...sender][0]?.toLocaleUpperCase()}
    </span>
  )
}

/** Stands for the product's picture; Copydesk has none. */
export function Picture({ ratio, label, quiet }: { ratio: string; label?: string; quiet?: boolean }) {
  const { say } = useSay()
  const { product } = useSeen()
  return (
    <div
      className={look.picture}
      style={{ aspectRatio: ratio }}
      role="img"
      aria-label={label || say('preview.picture', { name: product.name })}
    >
      <Image size={quiet ? 16 : 28} strokeWidth={1.25} aria-hidden="true" />
    </div>
  )
}

/** An object that lies on the desk, with what it is written under it. */
export function Piece({
  title,
  width = 375,
  className,
  children,
}: {
  title: string
  width?: number
  className?: string
  children: ReactNode
}) {
  return (
    <figure className={look.piece} style={{ maxWidth: width }}>
      <div className={`${look.object} ${className ?? ''}`}>{children}</div>
      <figcaption>{title}</figcaption>
    </figure>
  )
}

/** The row under a post: what readers can do there, without a number of those who did. */
export function Doing({ icons }: { icons: (typeof Image)[] }) {
  return (
    <div className={look.doing} aria-hidden="true">
      {icons.map((Icon, index) => (
        // the icons of a platform stand in a fixed order
        // eslint-disable-next-line react/no-array-index-key
        <Icon key={index} size={20} strokeWidth={1.5} />
      ))}
    </div>
  )
}
