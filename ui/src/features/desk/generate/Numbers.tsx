import type { FieldError, Parameters } from '../../../backend/bindings'
import { errorsOf, TextField } from '../../../components/Field'
import { useSay } from '../../../i18n'
import styles from '../GeneratePanel.module.css'

interface Props {
  parameters: Parameters
  change: (change: Partial<Parameters>) => void
  errors?: FieldError[]
}

const NUMBERS = ['variants', 'max_tokens', 'temperature', 'seed']

/** Folded away: the brief has said all of it. A refused number unfolds it. */
export function Numbers({ parameters, change, errors }: Props) {
  const { say } = useSay()
  const wrong = errors?.some((one) => NUMBERS.includes(one.field))
  const amount =
    (key: 'max_tokens' | 'variants' | 'temperature') => (event: React.ChangeEvent<HTMLInputElement>) =>
      change({ [key]: event.target.valueAsNumber || 0 })
  return (
    <details className={styles.more} open={wrong || undefined}>
      <summary>{say('write.numbers')}</summary>
      <div className={styles.numbers}>
        <TextField
          type="number"
          min={1}
          max={20}
          label={say('briefs.variants')}
          value={parameters.variants}
          onChange={amount('variants')}
          errors={errorsOf(errors, 'variants')}
        />
        <TextField
          type="number"
          min={1}
          max={32000}
          label={say('briefs.maxTokens')}
          value={parameters.max_tokens}
          onChange={amount('max_tokens')}
          errors={errorsOf(errors, 'max_tokens')}
        />
        <TextField
          type="number"
          min={0}
          max={2}
          step={0.1}
          label={say('briefs.temperature')}
          value={parameters.temperature}
          onChange={amount('temperature')}
          errors={errorsOf(errors, 'temperature')}
        />
        <TextField
          type="number"
          min={0}
          label={say('briefs.seed')}
          value={parameters.seed ?? ''}
          onChange={(event) =>
            change({ seed: event.target.value === '' ? null : event.target.valueAsNumber })
          }
        />
      </div>
    </details>
  )
}
