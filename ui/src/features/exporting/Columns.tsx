import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ExportColumnView } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { useSay } from '../../i18n'
import styles from './Exporting.module.css'

interface Props {
  all: ExportColumnView[]
  keys: string[]
  onChange: (keys: string[]) => void
}

/** Which columns go out, in their order; those that do not are below. */
export function Columns({ all, keys, onChange }: Props) {
  const { say } = useSay()
  const move = (key: string, by: number) => {
    const at = keys.indexOf(key)
    const next = [...keys]
    next.splice(at, 1)
    next.splice(Math.max(at + by, 0), 0, key)
    onChange(next)
  }
  const order = [
    ...keys.map((key) => all.find((column) => column.key === key)),
    ...all.filter((column) => !keys.includes(column.key)),
  ].filter((column) => column !== undefined)
  return (
    <fieldset className={styles.columns}>
      <legend>{say('exporting.columns')}</legend>
      {order.map((column) => {
        const on = keys.includes(column.key)
        return (
          <div key={column.key}>
            <label title={column.required ? say('exporting.required') : undefined}>
              <input
                type="checkbox"
                checked={on || column.required}
                disabled={column.required}
                onChange={() =>
                  onChange(on ? keys.filter((key) => key !== column.key) : [...keys, column.key])
                }
              />
              {column.header}
            </label>
            {on && (
              <span>
                <Button
                  look="bare"
                  aria-label={say('exporting.up', { name: column.header })}
                  icon={<ArrowUp size={13} aria-hidden="true" />}
                  onClick={() => move(column.key, -1)}
                />
                <Button
                  look="bare"
                  aria-label={say('exporting.down', { name: column.header })}
                  icon={<ArrowDown size={13} aria-hidden="true" />}
                  onClick={() => move(column.key, 1)}
                />
              </span>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
