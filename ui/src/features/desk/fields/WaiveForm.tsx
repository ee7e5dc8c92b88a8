import { useId, useRef, useState } from 'react'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import styles from './Findings.module.css'

interface Props {
  /** How many findings the reason is for. */
  count: number
  onSave: (reason: string) => Promise<void>
  onCancel: () => void
}

/** The reason, in one line: Enter saves it, Esc leaves all as it was. */
export function WaiveForm({ count, onSave, onCancel }: Props) {
  const { say } = useSay()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [saving, setSaving] = useState(false)
  const save = async () => {
    if (!reason.trim()) {
      setMissing(true)
      field.current?.focus()
      return
    }
    setSaving(true)
    await onSave(reason.trim())
    setSaving(false)
  }
  return (
    <form
      className={styles.reason}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving) void save()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      <label htmlFor={id}>{say('waive.why')}</label>
      {count > 1 && (
        <p id={`${id}-all`} className={styles.basis}>
          {say('notes.waiveAll', { count })}
        </p>
      )}
      <input
        ref={field}
        id={id}
        value={reason}
        // the person has just asked for this field
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        autoComplete="off"
        aria-invalid={missing}
        aria-describedby={
          [count > 1 && `${id}-all`, missing && `${id}-missing`].filter(Boolean).join(' ') || undefined
        }
        onChange={(event) => {
          setReason(event.target.value)
          setMissing(false)
        }}
      />
      {missing && (
        <p id={`${id}-missing`} className={styles.missing} role="alert">
          {say('waive.missing')}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" hint="Enter" disabled={saving}>
          {say('common.save')}
        </Button>
        <Button look="link" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
