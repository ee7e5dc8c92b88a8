import { Lock } from 'lucide-react'
import { useId, type ReactNode, type Ref } from 'react'
import { useSay } from '../i18n'
import styles from './Stays.module.css'

/** That nothing of it goes to a server: a lock in a list, with its words. */
export function StaysMark() {
  const { say } = useSay()
  return (
    <span className={styles.mark} role="img" aria-label={say('data.stays')} title={say('data.stays')}>
      <Lock size={12} strokeWidth={1.75} aria-hidden="true" />
    </span>
  )
}

/** A name that shortens before its lock does; other marks stand before the lock. */
export function Staying({
  stays,
  marks,
  children,
}: {
  stays: boolean
  marks?: ReactNode
  children: ReactNode
}) {
  return stays || marks ? (
    <span className={styles.line}>
      {children}
      {marks}
      {stays && <StaysMark />}
    </span>
  ) : (
    children
  )
}

interface Props {
  checked: boolean
  hint: string
  onChange: (checked: boolean) => void
  box?: Ref<HTMLInputElement>
}

/** Keeps what is written about it on this machine. */
export function StaysField({ checked, hint, onChange, box }: Props) {
  const { say } = useSay()
  const id = useId()
  return (
    <div className={styles.field}>
      <input
        ref={box}
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-hint`}
        onChange={() => onChange(!checked)}
      />
      <label htmlFor={id}>{say('data.stays')}</label>
      <p id={`${id}-hint`}>{hint}</p>
    </div>
  )
}
