import type { FieldError, Parameters } from '../../backend/bindings'
import { TextField } from '../../components/Field'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'

interface Props {
  parameters: Parameters
  onChange: (parameters: Parameters) => void
  errors: (name: string) => FieldError[] | undefined
}

export function Sampling({ parameters, onChange, errors }: Props) {
  const { say } = useSay()
  const amount = (name: 'max_tokens' | 'variants' | 'temperature') => ({
    type: 'number',
    value: parameters[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ ...parameters, [name]: event.target.valueAsNumber || 0 }),
    errors: errors(name),
  })
  return (
    <div className={screen.row}>
      <TextField label={say('briefs.maxTokens')} min={1} max={32000} {...amount('max_tokens')} />
      <TextField label={say('briefs.variants')} min={1} max={20} {...amount('variants')} />
      <TextField label={say('briefs.temperature')} min={0} max={2} step={0.1} {...amount('temperature')} />
      <TextField
        type="number"
        min={0}
        label={say('briefs.seed')}
        value={parameters.seed ?? ''}
        onChange={(event) =>
          onChange({
            ...parameters,
            seed: event.target.value === '' ? null : event.target.valueAsNumber,
          })
        }
      />
    </div>
  )
}
