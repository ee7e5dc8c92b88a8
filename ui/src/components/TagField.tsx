import { X } from 'lucide-react'
import { useId, useState } from 'react'
import type { FieldError } from '../backend/bindings'
import { useSay } from '../i18n'
import { useFieldProblem } from './Field'
import { Mark } from './Mark'
import { Seen } from './Seen'
import styles from './TagField.module.css'

interface Props {
  label: string
  hint?: string
  values: string[]
  onChange: (values: string[]) => void
  errors?: FieldError[]
  /** What is to be said of a tag, for a mark in it. */
  caution?: (index: number) => string | undefined
}

/** Splits at the separators that people type, in either script. */
export const split = (text: string) =>
  text
    .split(/[,;，；、\n]/)
    .map((part) => part.trim())
    .filter(Boolean)

/** A list as the person types it: Enter or a comma adds, Backspace in the empty field takes the last one back. */
export function TagField({ label, hint, values, onChange, errors, caution }: Props) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  const id = useId()
  const [text, setText] = useState('')
  const add = (raw: string) => {
    const fresh = split(raw).filter((value) => !values.includes(value))
    if (fresh.length > 0) onChange([...values, ...fresh])
    setText('')
  }
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        {values.map((value, index) => {
          const said = caution?.(index)
          return (
            <span className={styles.tag} key={value} title={said}>
              {said && (
                <span className={styles.caution} role="img" aria-label={said}>
                  <Mark kind="caution" silent />
                </span>
              )}
              {said ? <Seen text={value} /> : value}
              <button
                type="button"
                aria-label={say('common.removeNamed', { name: value })}
                onClick={() => onChange(values.filter((other) => other !== value))}
              >
                <X size={12} aria-hidden="true" />
              </button>
            </span>
          )
        })}
        <input
          id={id}
          className={styles.input}
          value={text}
          aria-describedby={`${id}-hint`}
          aria-invalid={!!errors?.length}
          onChange={(event) =>
            /[,;，；、\n]$/.test(event.target.value) ? add(event.target.value) : setText(event.target.value)
          }
          onBlur={() => text.trim() && add(text)}
          onKeyDown={(event) => {
            // Enter that ends a composition is the input method's, not ours
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && text.trim()) {
              event.preventDefault()
              add(text)
            }
            if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1))
          }}
        />
      </div>
      <p className={styles.hint} id={`${id}-hint`}>
        {hint ?? say('field.tagHint')}
      </p>
      {errors && errors.length > 0 && (
        <p className={styles.error} role="alert">
          {errors.map(sentence).join(' ')}
        </p>
      )}
    </div>
  )
}
