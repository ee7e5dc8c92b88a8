import { useSay } from '../i18n'
import { Mark } from './Mark'
import styles from './Stays.module.css'

/** That a product's texts hold something hostile: a caution in a list, with its words. */
export function SuspiciousMark() {
  const { say } = useSay()
  const words = say('incoming.mark')
  return (
    <span className={styles.mark} role="img" aria-label={words} title={words}>
      <Mark kind="caution" silent />
    </span>
  )
}
