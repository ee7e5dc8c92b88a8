import type { Channel } from '../../../backend/bindings'
import { useSay } from '../../../i18n'
import { cutAt } from '../../../text/scalars'
import { probability, stepOf, type Shaded } from './shades'
import styles from './Sure.module.css'

interface Props {
  places: Shaded[]
  channel: Channel | null
  language: string
}

/** The copy, field by field, each word of the model shaded by how sure it was of it. */
export function ShadedCopy({ places, channel, language }: Props) {
  const { say, language: spoken } = useSay()
  const fields = [...new Set(places.map(({ field }) => field))]
  const nameOf = (field: string) => {
    const name = channel?.fields.find((one) => one.id === field)?.name
    return name && (spoken === 'en' ? name.en : name.zh)
  }
  return fields.map((field) => (
    <div key={field} className={styles.field}>
      {field !== '' && <p className="label">{nameOf(field) ?? field}</p>}
      {places
        .filter((place) => place.field === field)
        .map((place) => (
          <p key={place.part} className={styles.copy} lang={language || undefined}>
            {place.speaker && <b lang={spoken}>{say(`fields.speakers.${place.speaker}`)} </b>}
            <Words place={place} />
          </p>
        ))}
    </div>
  ))
}

function Words({ place }: { place: Shaded }) {
  const { say, language } = useSay()
  return cutAt(place.text, place.words).map(({ text, mark }, at) => {
    const key = `${at}${text}`
    if (!mark) return <span key={key}>{text}</span>
    const percent = (probability(mark) * 100).toLocaleString(language, { maximumSignificantDigits: 2 })
    const step = stepOf(mark)
    const said = say('sure.word', { percent })
    return (
      <span key={key} className={styles[step]} title={said}>
        {text}
        {/* what was expected is not said again and again to those who listen */}
        {step !== 'expected' && (
          <span className="visually-hidden" lang={language}>
            {' '}
            ({said})
          </span>
        )}
      </span>
    )
  })
}
