import { useId, useRef, useState } from 'react'
import { useSaveSettings, useSettings } from '../../../backend/queries'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import styles from './Findings.module.css'

interface Props {
  /** How many findings the reason is for. */
  count: number
  onSave: (reason: string) => Promise<void>
  onCancel: () => void
}

/** The reason, in one line: Enter saves it, Esc leaves all as it was. Whoever has no name yet is asked for it here. */
export function WaiveForm({ count, onSave, onCancel }: Props) {
  const { say } = useSay()
  const id = useId()
  const settings = useSettings().data
  const saveSettings = useSaveSettings()
  // asked for until the form closes, though the first letter is a name already
  const [nameless] = useState(settings?.reviewer.trim() === '')
  const [reason, setReason] = useState('')
  const [name, setName] = useState('')
  const [missing, setMissing] = useState<'reason' | 'name' | null>(null)
  const [saving, setSaving] = useState(false)
  const fields = { reason: useRef<HTMLInputElement>(null), name: useRef<HTMLInputElement>(null) }
  const save = async () => {
    const lacks = !reason.trim() ? 'reason' : nameless && !name.trim() ? 'name' : null
    setMissing(lacks)
    if (lacks) {
      fields[lacks].current?.focus()
      return
    }
    setSaving(true)
    if (nameless) await saveSettings({ reviewer: name.trim() })
    await onSave(reason.trim())
    setSaving(false)
  }
  const described = (...ids: (string | false)[]) => ids.filter(Boolean).join(' ') || undefined
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
        ref={fields.reason}
        id={id}
        value={reason}
        // the person has just asked for this field
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        autoComplete="off"
        aria-invalid={missing === 'reason'}
        aria-describedby={described(count > 1 && `${id}-all`, missing === 'reason' && `${id}-missing`)}
        onChange={(event) => {
          setReason(event.target.value)
          setMissing(null)
        }}
      />
      {nameless && (
        <>
          <label htmlFor={`${id}-name`}>{say('waive.who')}</label>
          <input
            ref={fields.name}
            id={`${id}-name`}
            value={name}
            autoComplete="name"
            aria-invalid={missing === 'name'}
            aria-describedby={described(missing === 'name' && `${id}-missing`)}
            onChange={(event) => {
              setName(event.target.value)
              setMissing(null)
            }}
          />
        </>
      )}
      {missing && (
        <p id={`${id}-missing`} className={styles.missing} role="alert">
          {say(missing === 'reason' ? 'waive.missing' : 'waive.nameless')}
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
