import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { Button } from './Button'
import styles from './Menu.module.css'

export interface MenuItem {
  key: string
  label: string
  run: () => void
}

interface Props {
  /** Names the menu for those who do not see what stands beside it. */
  label: string
  items: MenuItem[]
  icon?: ReactNode
  children?: ReactNode
  /** Said above the items. */
  lead?: string
  /** Where the button stands at the right edge, the items reach to the left. */
  toLeft?: boolean
  /** At the foot of the window they stand above it. */
  up?: boolean
  /** Called when it opens, before its items are shown. */
  onOpen?: () => void
}

/** A button with a few actions behind it: arrows walk, Enter does, Esc goes back to the button. */
export function Menu({ label, items, icon, children, lead, toLeft, up, onOpen }: Props) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const entries = () => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useEffect(() => {
    if (open) entries()[0]?.focus()
  }, [open])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const walk = (event: React.KeyboardEvent) => {
    const all = entries()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to !== undefined) all[(to + all.length) % all.length]?.focus()
    else if (event.key === 'Escape') close()
    else if (event.key === 'Tab') return setOpen(false)
    else return
    event.preventDefault()
    // these keys mean something else on the screen behind
    event.stopPropagation()
  }
  return (
    <div
      ref={box}
      className={styles.menu}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <Button
        ref={button}
        look="bare"
        className={styles.button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        icon={icon}
        onClick={() => {
          if (!open) onOpen?.()
          setOpen(!open)
        }}
      >
        {children}
      </Button>
      {open && (
        <div className={`${styles.items} ${toLeft ? styles.toLeft : ''} ${up ? styles.up : ''}`}>
          {lead && <p className={styles.lead}>{lead}</p>}
          <div id={id} role="menu" tabIndex={-1} aria-label={label} onKeyDown={walk}>
            {items.map((item) => (
              <button
                key={item.key}
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => {
                  close()
                  item.run()
                }}
              >
                {item.label}
              </button>
            ))}
          </div>
        </div>
      )}
    </div>
  )
}
