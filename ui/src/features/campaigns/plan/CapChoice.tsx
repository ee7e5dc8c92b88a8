import { useId } from 'react'
import { TextField } from '../../../components/Field'
import { useSay } from '../../../i18n'
import type { ChoiceProps } from './Choices'
import styles from './Choices.module.css'

/** A campaign rests before a request that could pass a cap. */
export function CapChoice({ plan, change, estimate }: ChoiceProps) {
  const { say } = useSay()
  const title = useId()
  const price = estimate?.price
  const free = price ? price.input === 0 && price.output === 0 : false
  // its place is kept until it is known that it has none
  const priced = !estimate || (price !== null && !free)
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{say('campaigns.caps')}</h2>
      <div className={styles.caps}>
        {priced && (
          <TextField
            label={say('campaigns.capMoney', { currency: price?.currency ?? 'USD' })}
            type="number"
            min={0}
            step="0.01"
            value={plan.capMoney}
            onChange={(event) => change({ capMoney: event.target.value })}
          />
        )}
        <TextField
          label={say('campaigns.capTokens')}
          type="number"
          min={0}
          step="1000"
          value={plan.capTokens}
          onChange={(event) => change({ capTokens: event.target.value })}
        />
      </div>
      <p className="small quiet">
        {estimate && price === null
          ? say('problem.price_unknown', { model: estimate.model || estimate.provider })
          : say('campaigns.capHint')}
      </p>
    </section>
  )
}
