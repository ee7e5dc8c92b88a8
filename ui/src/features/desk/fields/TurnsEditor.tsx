import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import type { Speaker, Turn } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { TagField } from '../../../components/TagField'
import { useSay } from '../../../i18n'
import { Area } from './Area'
import type { FieldProps } from './FieldRow'
import styles from './Fields.module.css'
import { PlaceMeter, isRefused } from './PlaceMeter'
import { PlaceMenu, PlaceSuggestion } from './PlaceTools'
import { editorId, turnsOf } from './values'

const SPEAKERS: Speaker[] = ['customer', 'agent']
const other = (speaker: Speaker | undefined): Speaker => (speaker === 'customer' ? 'agent' : 'customer')

/** A conversation turn by turn: who speaks, what is said, what an agent's words rest on. */
export function TurnsEditor(props: FieldProps) {
  const { field, values, report, language, onChange, onLeave, settle } = props
  const { say } = useSay()
  const box = useRef<HTMLDivElement>(null)
  const turns = turnsOf(values[field.id])
  const put = (next: Turn[]) => onChange({ ...values, [field.id]: next })
  const change = (index: number, part: Partial<Turn>) =>
    put(turns.map((turn, at) => (at === index ? { ...turn, ...part } : turn)))
  const add = () => {
    put([...turns, { speaker: other(turns.at(-1)?.speaker), text: '', basis: [], ask_person: false }])
    requestAnimationFrame(() => [...(box.current?.querySelectorAll('textarea') ?? [])].at(-1)?.focus())
  }
  return (
    <div ref={box}>
      <ol className={styles.turns}>
        {turns.map((turn, index) => {
          const place = { field: field.id, part: index }
          const label = say('fields.turn', { number: index + 1 })
          return (
            // a turn is its place in the conversation
            // eslint-disable-next-line react/no-array-index-key
            <li key={index} data-place className={styles[turn.speaker]}>
              <div className={styles.turnHead}>
                <select
                  aria-label={say('fields.speaker', { number: index + 1 })}
                  value={turn.speaker}
                  onChange={(event) => change(index, { speaker: event.target.value as Speaker })}
                >
                  {SPEAKERS.map((speaker) => (
                    <option key={speaker} value={speaker}>
                      {say(`fields.speakers.${speaker}`)}
                    </option>
                  ))}
                </select>
                <span className={styles.entryTools}>
                  <PlaceMenu {...props} place={place} label={label} small />
                  <Button
                    look="bare"
                    aria-label={say('common.removeNamed', { name: label })}
                    icon={<X size={14} aria-hidden="true" />}
                    onClick={() => put(turns.filter((_, at) => at !== index))}
                  />
                </span>
              </div>
              <Area
                id={editorId(place)}
                label={say('fields.turnText', { number: index + 1 })}
                value={turn.text}
                language={language}
                look="small"
                describedBy={`${editorId(place)}-meter`}
                invalid={isRefused(report, place)}
                onChange={(text) => change(index, { text })}
                onLeave={onLeave}
                onBlur={() => void settle()}
              />
              {turn.speaker === 'agent' && (
                <div className={styles.grounds}>
                  <TagField
                    label={say('fields.basis')}
                    hint={say('fields.basisHint')}
                    values={turn.basis}
                    onChange={(basis) => change(index, { basis })}
                  />
                  <label className={styles.check}>
                    <input
                      type="checkbox"
                      checked={turn.ask_person}
                      onChange={(event) => change(index, { ask_person: event.target.checked })}
                    />
                    {say('fields.askPerson')}
                  </label>
                </div>
              )}
              <PlaceMeter id={`${editorId(place)}-meter`} report={report} place={place} />
              <PlaceSuggestion {...props} place={place} label={label} />
            </li>
          )
        })}
      </ol>
      <Button look="link" icon={<Plus size={14} aria-hidden="true" />} onClick={add}>
        {say('fields.addTurn')}
      </Button>
    </div>
  )
}
