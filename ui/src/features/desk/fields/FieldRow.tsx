import { useMemo } from 'react'
import type { Channel, ChannelField, FieldReport } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import type { FieldsView } from '../Copy'
import { Area } from './Area'
import { FieldCopy } from './FieldCopy'
import styles from './Fields.module.css'
import { Findings } from './Findings'
import { ListEditor } from './ListEditor'
import { notesOf } from './marked'
import { EachEntry, Meter, stateOf } from './Meter'
import { PlaceMenu, PlaceSuggestion } from './PlaceTools'
import { TurnsEditor } from './TurnsEditor'
import type { useSuggestions } from './useSuggestions'
import type { Waiving } from './useWaiving'
import { composed, editorId, isEmpty, partsOf, textAt, type Place, type Values } from './values'

export interface FieldProps {
  field: ChannelField
  channel: Channel
  /** The field's name in the interface's language. */
  name: string
  values: Values
  /** The values at the moment of a click, however fast it followed a key. */
  newest: React.RefObject<Values>
  /** What the model wrote first; none when that could not be read. */
  base: Values | null
  report: FieldReport
  editing: boolean
  /** An earlier revision, to be looked at and nothing else. */
  isPast?: boolean
  shownAs: FieldsView
  language: string
  suggestions: ReturnType<typeof useSuggestions>
  waiving?: Waiving
  onChange: (values: Values) => void
  onEdit: (place: Place) => void
  onLeave: () => void
  settle: () => Promise<void>
  accept: (values: Values) => Promise<void>
}

const TITLES = new Set(['title', 'subject'])

/** A field: its name and meter in the gutter, its words, and what was found in them beside. */
export function FieldRow(props: FieldProps) {
  const { field, channel, name, values, report, editing, isPast, shownAs, language, suggestions, waiving } =
    props
  const { say, language: interfaceLanguage } = useSay()
  const whole: Place = { field: field.id, part: null }
  const id = editorId(whole)
  const purpose = interfaceLanguage === 'en' ? field.purpose.en : field.purpose.zh
  const nameOf = (other: string) => {
    const known = channel.fields.find((one) => one.id === other)?.name
    return known ? (interfaceLanguage === 'en' ? known.en : known.zh) : other
  }
  const isComposed = field.composed_of.length > 0
  const value = values[field.id]
  const empty = !isComposed && isEmpty(value)
  const lengths = report.lengths.filter((length) => length.field === field.id && length.part === null)
  const waivers = waiving?.waivers
  const notes = useMemo(
    () =>
      notesOf(
        report.findings.filter((finding) => finding.field === field.id),
        partsOf(value),
        editing,
        interfaceLanguage,
        waivers,
      ),
    [report, field.id, value, editing, interfaceLanguage, waivers],
  )
  const entry = report.lengths.find((length) => length.field === field.id && length.part !== null)
  const clean = shownAs === 'clean' && !editing
  const look = TITLES.has(field.id) && field.shape.kind === 'text' ? 'title' : undefined
  const small = field.shape.kind === 'text' ? look : 'small'
  const described = `${id}-purpose ${id}-meter ${notes.length > 0 ? `${id}-notes` : ''}`
  const editor = {
    text: () => (
      <Area
        id={id}
        label={name}
        value={textAt(values, whole)}
        language={language}
        look={look}
        describedBy={described}
        invalid={lengths.some((length) => stateOf(length) === 'refused')}
        onChange={(text) => props.onChange({ ...values, [field.id]: text })}
        onLeave={props.onLeave}
        onBlur={() => void props.settle()}
      />
    ),
    list: () => <ListEditor {...props} />,
    turns: () => <TurnsEditor {...props} />,
  }
  return (
    <section className={styles.field} data-place data-field={field.id} aria-label={name}>
      <div className={styles.gutter}>
        <h3>{name}</h3>
        <div id={`${id}-meter`} className={styles.meters}>
          {lengths.map((length) => (
            <Meter
              key={`${length.unit}${length.kind}`}
              length={length}
              together={field.shape.kind !== 'text'}
            />
          ))}
          {field.shape.kind === 'list' && entry && <EachEntry length={entry} />}
        </div>
        {!isComposed && !clean && !isPast && (editing || !empty) && (
          <PlaceMenu {...props} place={whole} label={name} />
        )}
      </div>
      <div className={styles.words}>
        {isComposed ? (
          <p className="small quiet">
            {say('fields.composed', {
              names: field.composed_of.map(nameOf).join(interfaceLanguage === 'en' ? ', ' : '、'),
            })}
            {composed(field, values) === '' && ` ${say('fields.empty')}`}
          </p>
        ) : editing ? (
          editor[field.shape.kind]()
        ) : empty ? (
          <div className={styles.missing}>
            <p>
              {field.required && <Mark kind="caution" silent />}{' '}
              {say(field.required && !isEdited(props) ? 'fields.missing' : 'fields.empty')}
            </p>
            {!isPast && (
              <div className={styles.row}>
                <Button look="link" onClick={() => void suggestions.ask(whole, { tool: 'again' }, '', null)}>
                  {say('fields.askFor')}
                </Button>
                <Button look="link" onClick={() => props.onEdit(whole)}>
                  {say('fields.write')}
                </Button>
              </div>
            )}
          </div>
        ) : (
          // a click is a shortcut; the keyboard has Enter and the button below
          <div onDoubleClick={isPast ? undefined : () => props.onEdit(whole)}>
            <FieldCopy {...props} notes={notes} look={small} />
          </div>
        )}
        {!isComposed && (
          <>
            <p id={`${id}-purpose`} className={editing || empty ? styles.purpose : 'visually-hidden'}>
              {purpose}
            </p>
            {!clean && !isPast && <PlaceSuggestion {...props} place={whole} label={name} />}
          </>
        )}
      </div>
      <div className={styles.margin}>
        {!clean && (
          <Findings id={`${id}-notes`} notes={notes} channel={channel} name={name} waiving={waiving} />
        )}
      </div>
    </section>
  )
}

/** A person emptied the field: the model had words for it. */
const isEdited = ({ base, field }: FieldProps) => !isEmpty(base?.[field.id])
