import styles from './Segmented.module.css'

interface Props<T extends string> {
  label: string
  value: T
  options: { value: T; label: string; title?: string }[]
  onChange: (value: T) => void
}

/** A choice of a few, all of them visible. */
export function Segmented<T extends string>({ label, value, options, onChange }: Props<T>) {
  // a value beyond the choices leaves the first one in reach of the keyboard
  const chosen = options.findIndex((option) => option.value === value)
  return (
    <div className={styles.group} role="radiogroup" aria-label={label}>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          title={option.title}
          aria-checked={option.value === value}
          tabIndex={index === Math.max(0, chosen) ? 0 : -1}
          onClick={() => onChange(option.value)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
            if (!step) return
            event.preventDefault()
            const next = options[(index + step + options.length) % options.length]!
            onChange(next.value)
            const siblings = event.currentTarget.parentElement?.children
            ;(
              siblings?.[(index + step + options.length) % options.length] as HTMLElement | undefined
            )?.focus()
          }}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
