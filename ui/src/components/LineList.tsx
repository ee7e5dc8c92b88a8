import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import type { FieldError } from '../backend/bindings'
import { useSay } from '../i18n'
import { Button } from './Button'
import { useFieldProblem } from './Field'
import styles from './LineList.module.css'

interface Props {
  label: string
  hint?: string
  add: string
  /** Names a line by its number, for those who do not see where it stands. */
  name: (number: number) => string
  values: string[]
  onChange: (values: string[]) => void
  errors?: FieldError[]
  /** Texts of several lines: Enter breaks the line instead of adding one. */
  long?: boolean
}

/** Sentences one below the other: Enter adds one, Backspace in an empty one takes it away. */
export function LineList({ label, hint, add, name, values, onChange, errors, long }: Props) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  const list = useRef<HTMLFieldSetElement>(null)
  const focus = (index: number) =>
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLElement>('input, textarea')[Math.max(0, index)]?.focus(),
    )
  const put = (index: number) => {
    onChange([...values.slice(0, index), '', ...values.slice(index)])
    focus(index)
  }
  const take = (index: number) => {
    onChange(values.filter((_, at) => at !== index))
    focus(index - 1)
  }
  const type = (index: number, text: string) =>
    onChange(values.map((value, at) => (at === index ? text : value)))
  return (
    <fieldset ref={list} className={styles.list}>
      <legend>{label}</legend>
      {values.map((value, index) => (
        // a line is its place: two may be empty while they are typed
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.line}>
          {long ? (
            <textarea
              aria-label={name(index + 1)}
              rows={4}
              value={value}
              onChange={(event) => type(index, event.target.value)}
            />
          ) : (
            <input
              aria-label={name(index + 1)}
              value={value}
              onChange={(event) => type(index, event.target.value)}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
                if (event.key === 'Enter') put(index + 1)
                else if (event.key === 'Backspace' && value === '') take(index)
                else return
                event.preventDefault()
              }}
            />
          )}
          <Button
            look="bare"
            aria-label={say('common.removeNamed', { name: name(index + 1) })}
            icon={<X size={14} aria-hidden="true" />}
            onClick={() => take(index)}
          />
        </div>
      ))}
      {errors && errors.length > 0 && (
        <p className={styles.error} role="alert">
          {errors.map(sentence).join(' ')}
        </p>
      )}
      <Button look="link" icon={<Plus size={14} aria-hidden="true" />} onClick={() => put(values.length)}>
        {add}
      </Button>
      {hint && <p className={styles.hint}>{hint}</p>}
    </fieldset>
  )
}
