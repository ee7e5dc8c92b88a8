import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { FieldError, ToneSlider } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { useFieldProblem } from '../../components/Field'
import { useSay } from '../../i18n'
import { MIDDLE, STEPS } from './voice'
import styles from './Voices.module.css'

interface Props {
  values: ToneSlider[]
  onChange: (values: ToneSlider[]) => void
  errors?: FieldError[]
}

/** Between two words, five steps: arrows move, and the words are the person's own. */
export function ToneSliders({ values, onChange, errors }: Props) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  const id = useId()
  const set = (index: number, change: Partial<ToneSlider>) =>
    onChange(values.map((one, at) => (at === index ? { ...one, ...change } : one)))
  const step = ({ low, high }: ToneSlider, at: number) => {
    if (at === MIDDLE) return say('voices.neither', { low, high })
    const strong = at === STEPS[0] || at === STEPS.at(-1)
    return say(strong ? 'voices.very' : 'voices.rather', { word: at < MIDDLE ? low : high })
  }
  return (
    <fieldset className={styles.tones}>
      <legend>{say('voices.tones')}</legend>
      {values.map((one, index) => (
        // a slider is its place: its words are typed letter by letter
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.tone}>
          <input
            aria-label={say('voices.toneLow', { number: index + 1 })}
            value={one.low}
            onChange={(event) => set(index, { low: event.target.value })}
          />
          <div
            className={styles.steps}
            role="radiogroup"
            aria-label={say('voices.toneName', { low: one.low, high: one.high })}
          >
            {STEPS.map((at) => (
              <label key={at} title={step(one, at)}>
                <input
                  type="radio"
                  name={`${id}-${index}`}
                  aria-label={step(one, at)}
                  checked={one.value === at}
                  onChange={() => set(index, { value: at })}
                />
              </label>
            ))}
          </div>
          <input
            aria-label={say('voices.toneHigh', { number: index + 1 })}
            value={one.high}
            onChange={(event) => set(index, { high: event.target.value })}
          />
          <Button
            look="bare"
            aria-label={say('common.removeNamed', {
              name: say('voices.toneName', { low: one.low, high: one.high }),
            })}
            icon={<X size={14} aria-hidden="true" />}
            onClick={() => onChange(values.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {errors && errors.length > 0 && (
        <p className={styles.error} role="alert">
          {errors.map(sentence).join(' ')}
        </p>
      )}
      <Button
        look="link"
        icon={<Plus size={14} aria-hidden="true" />}
        onClick={() => onChange([...values, { low: '', high: '', value: MIDDLE }])}
      >
        {say('voices.addTone')}
      </Button>
      <p className="small quiet">{say('voices.tonesHint')}</p>
    </fieldset>
  )
}
