import { useId } from 'react'
import type { CampaignEstimate, FieldError } from '../../../backend/bindings'
import { useBriefs } from '../../../backend/queries'
import { errorsOf, TextField, useFieldProblem } from '../../../components/Field'
import { Segmented } from '../../../components/Segmented'
import { useSay } from '../../../i18n'
import { BriefChoice } from './BriefChoice'
import { CapChoice } from './CapChoice'
import { ModelChoice } from './ModelChoice'
import type { Plan } from './plan'
import { ProductChoice } from './ProductChoice'
import { ProfileChoice } from './ProfileChoice'
import type { Change } from './usePlan'
import styles from './Choices.module.css'

export interface ChoiceProps {
  plan: Plan
  change: Change
  estimate: CampaignEstimate | undefined
  fields: FieldError[]
}

/** What a person chooses, from what is written to what it may cost. */
export function Choices({ again, ...props }: ChoiceProps & { again: boolean }) {
  const { say } = useSay()
  const { plan, change } = props
  return (
    <aside className={styles.choices} aria-label={say('campaigns.choices')}>
      <section>
        <TextField
          label={say('campaigns.name')}
          value={plan.name}
          onChange={(event) => change({ name: event.target.value })}
          hint={plan.name.trim() ? undefined : say('campaigns.nameHint')}
        />
      </section>
      <ProductChoice {...props} />
      <ProfileChoice {...props} />
      <BriefChoice {...props} />
      <Variants {...props} />
      <ModelChoice {...props} again={again} />
      <CapChoice {...props} />
    </aside>
  )
}

const FEW = ['1', '2', '3', '4'] as const

function Variants({ plan, change, fields }: ChoiceProps) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  const title = useId()
  const wrong = errorsOf(fields, 'variants')
  const briefs = (useBriefs().data ?? []).filter((brief) => plan.briefs?.includes(brief.id))
  const usual = Math.max(1, ...briefs.map((brief) => brief.parameters.variants))
  const now = plan.variants || String(usual)
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{say('campaigns.variants')}</h2>
      <div className={styles.variants}>
        <Segmented
          label={say('campaigns.variants')}
          value={now}
          options={FEW.map((value) => ({ value, label: value }))}
          onChange={(variants) => change({ variants })}
        />
        <label>
          {say('campaigns.orNumber')}{' '}
          <span className="visually-hidden">{say('campaigns.numberOfVariants')}</span>
          <input
            type="number"
            min={1}
            max={20}
            value={now}
            onChange={(event) => change({ variants: event.target.value })}
          />
        </label>
      </div>
      {wrong?.map((one) => (
        <p key={one.field} className={styles.wrong} role="alert">
          {sentence(one)}
        </p>
      ))}
    </section>
  )
}
