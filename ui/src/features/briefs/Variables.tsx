import { Plus, X } from 'lucide-react'
import type { FieldError, Variable } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { useFieldProblem } from '../../components/Field'
import { useSay } from '../../i18n'
import rows from '../products/FactRows.module.css'

interface Props {
  values: Variable[]
  onChange: (values: Variable[]) => void
  errors?: FieldError[]
}

/** Names of the brief's own: what changes from campaign to campaign. */
export function Variables({ values, onChange, errors }: Props) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  const set = (index: number, change: Partial<Variable>) =>
    onChange(values.map((one, at) => (at === index ? { ...one, ...change } : one)))
  return (
    <fieldset className={rows.facts}>
      <legend>{say('channelBrief.variables')}</legend>
      {values.map((one, index) => (
        // a row is its place: a name is typed letter by letter
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={rows.row}>
          <input
            aria-label={say('channelBrief.variableName', { number: index + 1 })}
            spellCheck={false}
            value={one.name}
            onChange={(event) => set(index, { name: event.target.value })}
          />
          <input
            aria-label={say('channelBrief.variableValue', { number: index + 1 })}
            value={one.value}
            onChange={(event) => set(index, { value: event.target.value })}
          />
          <Button
            look="bare"
            aria-label={say('common.removeNamed', { name: one.name || String(index + 1) })}
            icon={<X size={14} aria-hidden="true" />}
            onClick={() => onChange(values.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {errors && errors.length > 0 && <p role="alert">{errors.map(sentence).join(' ')}</p>}
      <Button
        look="link"
        icon={<Plus size={14} aria-hidden="true" />}
        onClick={() => onChange([...values, { name: '', value: '' }])}
      >
        {say('channelBrief.addVariable')}
      </Button>
      <div className="small quiet">{say('channelBrief.variablesHint')}</div>
    </fieldset>
  )
}
