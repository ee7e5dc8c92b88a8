import type { ComponentPropsWithRef, ReactNode } from 'react'
import { keycap } from '../keys'
import styles from './Button.module.css'

interface Props extends ComponentPropsWithRef<'button'> {
  /** `ink` is the one decision of a screen. */
  look?: 'ink' | 'outline' | 'link' | 'bare'
  hint?: string
  icon?: ReactNode
}

export function Button({ look = 'outline', hint, icon, children, className, ...rest }: Props) {
  return (
    <button type="button" className={`${styles.button} ${styles[look]} ${className ?? ''}`} {...rest}>
      {icon}
      {children !== undefined && <span>{children}</span>}
      {hint && (
        <kbd className={styles.hint} aria-hidden="true">
          {keycap(hint)}
        </kbd>
      )}
    </button>
  )
}
