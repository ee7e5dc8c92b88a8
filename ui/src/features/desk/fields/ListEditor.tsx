import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import { Area } from './Area'
import type { FieldProps } from './FieldRow'
import styles from './Fields.module.css'
import { PlaceMenu, PlaceSuggestion } from './PlaceTools'
import { PlaceMeter, isRefused } from './PlaceMeter'
import { editorId, listOf, moved } from './values'

/** Entries one below the other: Enter adds one, Alt with an arrow moves it, Backspace in an empty one takes it away. */
export function ListEditor(props: FieldProps) {
  const { field, name, values, report, language, onChange, onLeave, settle } = props
  const { say } = useSay()
  const box = useRef<HTMLDivElement>(null)
  const list = listOf(values[field.id])
  const shown = list.length > 0 ? list : ['']
  const put = (next: string[]) => onChange({ ...values, [field.id]: next })
  const focus = (index: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll('textarea')[Math.max(0, index)]?.focus())
  const add = (index: number) => {
    put([...shown.slice(0, index), '', ...shown.slice(index)])
    focus(index)
  }
  const take = (index: number) => {
    put(shown.filter((_, at) => at !== index))
    focus(index - 1)
  }
  const move = (from: number, to: number) => {
    if (to < 0 || to >= shown.length) return
    put(moved(shown, from, to))
    focus(to)
  }
  return (
    <div ref={box}>
      <ol className={styles.entries}>
        {shown.map((entry, index) => {
          const place = { field: field.id, part: index }
          const label = say('fields.entry', { name, number: index + 1 })
          return (
            // an entry is its place: two may be empty while they are typed
            // eslint-disable-next-line react/no-array-index-key
            <li key={index} data-place>
              <Area
                id={editorId(place)}
                label={label}
                value={entry}
                language={language}
                look="small"
                describedBy={`${editorId(place)}-meter`}
                invalid={isRefused(report, place)}
                // an entry is one line, pasted or typed
                onChange={(text) =>
                  put(shown.map((one, at) => (at === index ? text.replace(/\s*\n\s*/g, ' ') : one)))
                }
                onLeave={onLeave}
                onBlur={() => void settle()}
                onKeyDown={(event) => {
                  if (event.altKey && event.key === 'ArrowUp') move(index, index - 1)
                  else if (event.altKey && event.key === 'ArrowDown') move(index, index + 1)
                  else if (event.ctrlKey || event.metaKey || event.altKey) return
                  else if (event.key === 'Enter') add(index + 1)
                  else if (event.key === 'Backspace' && entry === '' && shown.length > 1) take(index)
                  else return
                  event.preventDefault()
                }}
              />
              <span className={styles.entryTools}>
                <PlaceMenu {...props} place={place} label={label} small />
                <Button
                  look="bare"
                  disabled={index === 0}
                  aria-label={say('fields.moveUp', { name: label })}
                  icon={<ChevronUp size={14} aria-hidden="true" />}
                  onClick={() => move(index, index - 1)}
                />
                <Button
                  look="bare"
                  disabled={index === shown.length - 1}
                  aria-label={say('fields.moveDown', { name: label })}
                  icon={<ChevronDown size={14} aria-hidden="true" />}
                  onClick={() => move(index, index + 1)}
                />
                <Button
                  look="bare"
                  aria-label={say('common.removeNamed', { name: label })}
                  icon={<X size={14} aria-hidden="true" />}
                  onClick={() => take(index)}
                />
              </span>
              <div className={styles.entryMeter}>
                <PlaceMeter id={`${editorId(place)}-meter`} report={report} place={place} brief />
              </div>
              <div className={styles.entryMeter}>
                <PlaceSuggestion {...props} place={place} label={label} />
              </div>
            </li>
          )
        })}
      </ol>
      <Button look="link" icon={<Plus size={14} aria-hidden="true" />} onClick={() => add(shown.length)}>
        {say('fields.addEntry')}
      </Button>
      <p className="small quiet">{say('fields.listKeys')}</p>
    </div>
  )
}
