import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useSay } from '../i18n'
import { useKeys } from '../keys'
import { Button } from './Button'
import styles from './Sheet.module.css'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  wide?: boolean
}

/** A panel beside the work, not over it: Esc closes, the first field has the focus. */
export function Sheet({ title, onClose, children, footer, wide }: Props) {
  const { say } = useSay()
  const panel = useRef<HTMLElement>(null)
  useKeys([{ key: 'Escape', run: onClose }])
  useEffect(() => {
    const before = document.activeElement
    panel.current?.querySelector<HTMLElement>('[data-autofocus], input, select, textarea')?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <aside ref={panel} className={`${styles.sheet} ${wide ? styles.wide : ''}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Button
          look="bare"
          aria-label={say('common.close')}
          icon={<X size={16} aria-hidden="true" />}
          onClick={onClose}
        />
      </header>
      <div className={styles.body}>{children}</div>
      {footer && <footer>{footer}</footer>}
    </aside>
  )
}
