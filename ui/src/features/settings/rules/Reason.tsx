import { useId } from 'react'
import { useSay } from '../../../i18n'
import styles from './Rules.module.css'

interface Props {
  value: string
  needed: boolean
  /** Saving was tried without it. */
  wrong: boolean
  onChange: (value: string) => void
}

/** Why something is treated otherwise, in its place. */
export function Reason({ value, needed, wrong, onChange }: Props) {
  const { say } = useSay()
  const id = useId()
  return (
    <div className={styles.reason}>
      <label htmlFor={id}>{say(needed ? 'rules.why' : 'rules.whyOn')}</label>
      <input
        id={id}
        value={value}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-error` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {wrong && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {say('rules.whyMissing')}
        </p>
      )}
    </div>
  )
}
