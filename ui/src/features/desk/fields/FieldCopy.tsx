import { useSay } from '../../../i18n'
import type { Note } from './marked'
import type { FieldProps } from './FieldRow'
import { stateOf } from './Meter'
import { PlaceMeter } from './PlaceMeter'
import { PlaceMenu, PlaceSuggestion } from './PlaceTools'
import styles from './Fields.module.css'
import { listOf, partsOf, turnsOf } from './values'
import { Words } from './Words'

interface Props extends FieldProps {
  notes: Note[]
  look?: 'title' | 'small'
}

/** What the model wrote first for each entry: the same words wherever they stand now, else what stood in that place. */
export function bases(now: string[], before: string[]): { of: string[]; gone: string[] } {
  const left: (string | null)[] = [...before]
  const of = now.map((text) => {
    const at = left.indexOf(text)
    if (at < 0) return null
    left[at] = null
    return text
  })
  const paired = of.map((text, index) => {
    if (text !== null) return text
    const base = left[index] ?? ''
    left[index] = null
    return base
  })
  return { of: paired, gone: left.filter((text): text is string => text !== null) }
}

/** A field as it is read: a text, a list, a conversation. */
export function FieldCopy({ notes, look, ...props }: Props) {
  const { field, channel, values, base, report, shownAs, language } = props
  const { say } = useSay()
  const value = values[field.id]
  const parts = partsOf(value)
  const { of, gone } = bases(parts, partsOf(base?.[field.id]))
  // what is refused is marked as such; the cut is said of what is shown in part
  const cutAt = (part: number | null) => {
    const length = report.lengths.find((one) => one.field === field.id && one.part === part)
    return length === undefined || stateOf(length) === 'refused' ? null : length.cut_at
  }
  const view = shownAs === 'preview' ? 'clean' : shownAs
  const words = (text: string, part: number | null, basis: string) => (
    <Words
      text={text}
      base={basis}
      view={view}
      language={language}
      notes={notes.filter((note) => note.part === part)}
      cutAt={cutAt(part)}
      look={look}
    />
  )
  if (field.shape.kind === 'text') return words(parts[0] ?? '', null, String(base?.[field.id] ?? ''))
  const struck = view === 'changes' && gone.length > 0 && (
    <ul className={styles.gone} lang={language || undefined}>
      {gone.map((text) => (
        <li key={text}>
          <del>{text}</del>
        </li>
      ))}
    </ul>
  )
  if (field.shape.kind === 'list') {
    // a list that becomes part of a whole post is written in one line: hashtags
    const inline = channel.fields.some((one) => one.composed_of.includes(field.id))
    return (
      <>
        <ol className={inline ? styles.inline : styles.readList}>
          {listOf(value).map((entry, index) => (
            <li key={`${index}${entry}`}>
              {words(entry, index, of[index] ?? '')}
              {!inline && <PlaceMeter report={report} place={{ field: field.id, part: index }} brief />}
            </li>
          ))}
        </ol>
        {struck}
      </>
    )
  }
  const tools = view !== 'clean' && !props.isPast
  const named = (index: number) => ({
    place: { field: field.id, part: index },
    label: say('fields.turn', { number: index + 1 }),
  })
  return (
    <>
      <ol className={styles.turns}>
        {turnsOf(value).map((turn, index) => (
          <li key={`${index}${turn.text}`} data-place className={styles[turn.speaker]}>
            <p className={styles.who}>
              <b>{say(`fields.speakers.${turn.speaker}`)}</b>
              {turn.basis.length > 0 && (
                <span className="quiet">{say('fields.restsOn', { names: turn.basis.join(', ') })}</span>
              )}
              {turn.ask_person && <span className={styles.asks}>{say('fields.asksPerson')}</span>}
            </p>
            {tools && (
              <span className={styles.turnMenu}>
                <PlaceMenu {...props} {...named(index)} small />
              </span>
            )}
            {words(turn.text, index, of[index] ?? '')}
            {tools && <PlaceSuggestion {...props} {...named(index)} />}
          </li>
        ))}
      </ol>
      {struck}
    </>
  )
}
