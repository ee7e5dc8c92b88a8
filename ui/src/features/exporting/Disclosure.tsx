import type { AiLabel, DutyCount, Marking } from '../../backend/bindings'
import { Segmented } from '../../components/Segmented'
import { useSay } from '../../i18n'
import { number } from '../../i18n/format'
import styles from './Exporting.module.css'
import type { Form, Format } from './form'

interface Props {
  duties: DutyCount[]
  form: Form
  format: Format
  place: AiLabel
  onPlace: (place: AiLabel) => void
}

/** What laws and platforms ask of the chosen drafts: the label and whose it is, marks for machines, the platform's switch. */
export function Disclosure({ duties, form, format, place, onPlace }: Props) {
  const { say, language } = useSay()
  const tongue = language === 'zh-CN' ? 'zh' : 'en'
  const asking = duties.filter((one) => one.labels > 0)
  const marking = duties.filter(({ duty }) => duty.metadata.length > 0)
  const marks = [...new Set(marking.flatMap(({ duty }) => duty.metadata))]
  const switches = duties.filter(({ duty }) => duty.declare)
  const carrier =
    form === 'training' ? 'inMessages' : form !== 'table' || format === 'csv' ? 'inColumn' : 'inProperties'
  const named = (mark: Marking) => say(`disclosure.marking.${mark}`)
  return (
    <section className={styles.disclosure} aria-label={say('disclosure.title')}>
      <p className="label">{say('disclosure.title')}</p>
      {asking.length === 0 && <p className="small quiet">{say('disclosure.notAsked')}</p>}
      {asking.length > 0 && (
        <ul>
          {asking.map(({ duty, labels }) => (
            <li key={duty.id}>
              <b>
                {say('disclosure.asked', {
                  count: labels,
                  number: number(labels, language),
                  words: duty.words[tongue],
                })}
              </b>
              <span className="small quiet">{duty.basis[tongue]}</span>
            </li>
          ))}
        </ul>
      )}
      {asking.length > 0 && form !== 'training' && (
        <>
          <Segmented<AiLabel>
            label={say('disclosure.where')}
            value={place}
            onChange={onPlace}
            options={[
              { value: 'column', label: say('disclosure.place.column') },
              { value: 'text', label: say('disclosure.place.text') },
            ]}
          />
          <p className="small quiet">
            {say(place === 'text' ? 'disclosure.about.text' : 'disclosure.about.column')}
          </p>
        </>
      )}
      {marks.length > 0 && (
        <p className="small quiet" title={marking.map(({ duty }) => duty.basis[tongue]).join('\n')}>
          {say('disclosure.marks', { marks: marks.map(named).join(language === 'en' ? ', ' : '、') })}{' '}
          {say(`disclosure.${carrier}`)}
        </p>
      )}
      {switches.length > 0 && (
        <>
          <p className="label">{say('disclosure.switches')}</p>
          <ul>
            {switches.map(({ duty }) => (
              <li key={duty.id}>
                <span>{duty.declare?.[tongue]}</span>
                <span className="small quiet">{duty.basis[tongue]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
