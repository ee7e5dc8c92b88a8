import { useEffect, useId, useRef, useState } from 'react'
import { useBriefs, useProviders } from '../../../backend/queries'
import { errorsOf, Select, TextField } from '../../../components/Field'
import { Segmented } from '../../../components/Segmented'
import { useSay } from '../../../i18n'
import { number, numberRange } from '../../../i18n/format'
import type { ChoiceProps } from './Choices'
import styles from './Choices.module.css'

/** Where it is written, and how. */
export function ModelChoice({ plan, change, estimate, fields, again }: ChoiceProps & { again: boolean }) {
  const { say, language } = useSay()
  const title = useId()
  const section = useRef<HTMLElement>(null)
  const [open, setOpen] = useState(plan.model !== '')
  const providers = useProviders().data ?? []
  const provider = providers.find((one) => one.id === plan.provider) ?? providers.find((one) => one.default)
  const briefs = (useBriefs().data ?? []).filter((brief) => plan.briefs?.includes(brief.id))
  // an earlier campaign is asked again for the sake of another model
  useEffect(() => {
    if (!again) return
    setOpen(true)
    section.current?.querySelector('select')?.focus()
  }, [again])
  const wrong = ['temperature', 'max_tokens', 'in_flight'].some((name) => errorsOf(fields, name)?.length)
  const batches = plan.delivery === 'batch' || estimate?.batches
  const usual = (of: 'max_tokens' | 'temperature', typed: string) => {
    if (typed) return typed
    const all = briefs.map((brief) => brief.parameters[of])
    return all.length > 0 ? numberRange(Math.min(...all), Math.max(...all), language) : '–'
  }
  const summary = [
    plan.model.trim() && say('campaigns.sum.model', { model: plan.model.trim() }),
    say('campaigns.sum.temperature', { temperature: usual('temperature', plan.temperature) }),
    say('campaigns.sum.tokens', { tokens: usual('max_tokens', plan.maxTokens) }),
    plan.delivery === 'batch'
      ? say('campaigns.batch')
      : (plan.inFlight || estimate) &&
        say('campaigns.sum.inFlight', { number: plan.inFlight || estimate?.in_flight }),
  ]
    .filter(Boolean)
    .join(' · ')
  const field = (
    name: 'temperature' | 'maxTokens' | 'seed' | 'inFlight',
    label: string,
    of: string,
    range: { min: number; max?: number; step?: number },
  ) => (
    <TextField
      label={label}
      type="number"
      {...range}
      value={plan[name]}
      onChange={(event) => change({ [name]: event.target.value })}
      errors={errorsOf(fields, of)}
    />
  )
  return (
    <section ref={section} aria-labelledby={title}>
      <h2 id={title} className="visually-hidden">
        {say('campaigns.model')}
      </h2>
      <Select
        label={say('campaigns.model')}
        value={provider?.id ?? ''}
        onChange={(event) => change({ provider: event.target.value, model: '', delivery: 'live' })}
      >
        {providers.map((one) => {
          const name = one.built_in ? say('shell.builtIn') : one.name
          const model = one.host ? one.model : null
          return (
            <option key={one.id} value={one.id}>
              {[model, name, one.host ? null : say('shell.here')].filter(Boolean).join(' · ')}
            </option>
          )
        })}
      </Select>
      <details open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{summary}</summary>
        {provider?.host && (
          <TextField
            label={say('campaigns.otherModel')}
            hint={say('campaigns.otherModelHint', { model: provider.model })}
            value={plan.model}
            onChange={(event) => change({ model: event.target.value })}
            spellCheck={false}
          />
        )}
        <div className={styles.numbers}>
          {field('temperature', say('briefs.temperature'), 'temperature', { min: 0, max: 2, step: 0.1 })}
          {field('maxTokens', say('briefs.maxTokens'), 'max_tokens', { min: 1, max: 32000 })}
          {field('seed', say('briefs.seed'), 'seed', { min: 0 })}
          {field('inFlight', say('campaigns.inFlight'), 'in_flight', { min: 1, max: 256 })}
        </div>
        <p className="small quiet">
          {say('campaigns.emptyIsBrief', { number: number(estimate?.in_flight ?? 4, language) })}
        </p>
        {batches && (
          <div className={styles.delivery}>
            <p className="label">{say('campaigns.delivery')}</p>
            <Segmented
              label={say('campaigns.delivery')}
              value={plan.delivery}
              onChange={(delivery) => change({ delivery })}
              options={(['live', 'batch'] as const).map((value) => ({
                value,
                label: say(`campaigns.${value}`),
              }))}
            />
            <p className="small quiet">{say('campaigns.batchHint')}</p>
          </div>
        )}
      </details>
    </section>
  )
}
