import { useLayoutEffect, useRef } from 'react'
import galley from '../Galley.module.css'
import styles from './Fields.module.css'

interface Props {
  id: string
  label: string
  value: string
  language: string
  describedBy?: string
  invalid?: boolean
  look?: 'title' | 'small'
  onChange: (text: string) => void
  /** Esc leaves the editor. */
  onLeave: () => void
  onBlur: () => void
  onKeyDown?: (event: React.KeyboardEvent<HTMLTextAreaElement>) => void
}

/** Words while they are typed, set as they are read: the area grows with them. */
export function Area({ id, label, value, language, describedBy, invalid, look, ...on }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = area.current
    if (!element) return
    element.style.height = '0'
    element.style.height = `${element.scrollHeight}px`
  }, [value])
  return (
    <textarea
      ref={area}
      id={id}
      rows={1}
      className={`${galley.copy} ${styles.area} ${look ? styles[`${look}Area`] : ''}`}
      lang={language || undefined}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={value}
      spellCheck
      onChange={(event) => on.onChange(event.target.value)}
      onBlur={on.onBlur}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') {
          event.preventDefault()
          event.stopPropagation()
          on.onLeave()
        } else on.onKeyDown?.(event)
      }}
    />
  )
}
