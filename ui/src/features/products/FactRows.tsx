import { Plus, X } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { Attribute, FieldError } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { useFieldProblem } from '../../components/Field'
import { useSay } from '../../i18n'
import styles from './FactRows.module.css'

interface Props {
  facts: Attribute[]
  onChange: (facts: Attribute[]) => void
  errors?: FieldError[]
  /** Puts something around a fact, such as notes under it. */
  around?: (index: number, row: ReactNode) => ReactNode
}

export function FactRows({ facts, onChange, errors, around }: Props) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  const set = (index: number, change: Partial<Attribute>) =>
    onChange(facts.map((fact, at) => (at === index ? { ...fact, ...change } : fact)))
  return (
    <fieldset className={styles.facts}>
      <legend>{say('products.facts')}</legend>
      {facts.map((fact, index) => {
        const row = (
          <div className={styles.row}>
            <input
              aria-label={say('products.factName', { number: index + 1 })}
              value={fact.name}
              onChange={(event) => set(index, { name: event.target.value })}
            />
            <input
              aria-label={say('products.factValue', { number: index + 1 })}
              value={fact.value}
              onChange={(event) => set(index, { value: event.target.value })}
            />
            <Button
              look="bare"
              aria-label={say('common.removeNamed', { name: fact.name })}
              icon={<X size={14} aria-hidden="true" />}
              onClick={() => onChange(facts.filter((_, at) => at !== index))}
            />
          </div>
        )
        return (
          // a row is its place: two facts may have the same name while they are typed
          // eslint-disable-next-line react/no-array-index-key
          <Fragment key={index}>{around ? around(index, row) : row}</Fragment>
        )
      })}
      {errors && errors.length > 0 && (
        <p className={styles.error} role="alert">
          {errors.map(sentence).join(' ')}
        </p>
      )}
      <Button
        look="link"
        icon={<Plus size={14} aria-hidden="true" />}
        onClick={() => onChange([...facts, { name: '', value: '' }])}
      >
        {say('products.addFact')}
      </Button>
    </fieldset>
  )
}
