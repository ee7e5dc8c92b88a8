import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import type { FieldError } from '../backend/bindings'
import { useSay } from '../i18n'
import styles from './Field.module.css'

interface Shell {
  label: string
  hint?: ReactNode
  errors?: FieldError[]
}

/** What is wrong with a field, in the person's language. */
export function useFieldProblem() {
  const { say } = useSay()
  return ({ problem }: FieldError): string => {
    switch (problem.kind) {
      case 'missing':
        return say('field.missing')
      case 'too_long':
        return say('field.tooLong', { length: problem.length, limit: problem.limit })
      case 'control_character':
        return say('field.control', { code: problem.code })
      case 'not_a_name':
        return say('field.notAName', { value: problem.value })
      case 'taken':
        return say('field.taken', { value: problem.value })
      case 'out_of_range':
        return say('field.range', { min: problem.min, max: problem.max })
      case 'too_many':
        return say('field.tooMany', { limit: problem.limit })
      case 'not_an_address':
        return say('field.address')
      case 'template':
        return problem.message
    }
  }
}

function Frame({ label, hint, errors, id, children }: Shell & { id: string; children: ReactNode }) {
  const sentence = useFieldProblem()
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children}
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {errors && errors.length > 0 && (
        <p className={styles.error} id={`${id}-error`} role="alert">
          {errors.map(sentence).join(' ')}
        </p>
      )}
    </div>
  )
}

const described = (id: string, { hint, errors }: Shell) =>
  [hint && `${id}-hint`, errors?.length && `${id}-error`].filter(Boolean).join(' ') || undefined

export function TextField({ label, hint, errors, ...rest }: Shell & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId()
  const shell = { label, hint, errors }
  return (
    <Frame {...shell} id={id}>
      <input
        id={id}
        className={styles.input}
        aria-describedby={described(id, shell)}
        aria-invalid={!!errors?.length}
        {...rest}
      />
    </Frame>
  )
}

export function TextArea({
  label,
  hint,
  errors,
  className,
  ...rest
}: Shell & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId()
  const shell = { label, hint, errors }
  return (
    <Frame {...shell} id={id}>
      <textarea
        id={id}
        className={`${styles.input} ${styles.area} ${className ?? ''}`}
        aria-describedby={described(id, shell)}
        aria-invalid={!!errors?.length}
        {...rest}
      />
    </Frame>
  )
}

export function Select({
  label,
  hint,
  errors,
  children,
  ...rest
}: Shell & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId()
  const shell = { label, hint, errors }
  return (
    <Frame {...shell} id={id}>
      <select
        id={id}
        className={`${styles.input} ${styles.select}`}
        aria-describedby={described(id, shell)}
        {...rest}
      >
        {children}
      </select>
    </Frame>
  )
}

export const errorsOf = (fields: FieldError[] | undefined, name: string) =>
  fields?.filter((field) => field.field === name)
