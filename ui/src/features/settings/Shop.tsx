import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { EmailPlatform, Policy, Problem, Shop as ShopFields } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useShop } from '../../backend/shelves'
import { Button } from '../../components/Button'
import { errorsOf, TextArea, TextField, useFieldProblem } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import { Segmented } from '../../components/Segmented'
import { useSay } from '../../i18n'
import { useKeys } from '../../keys'
import { Page } from './pages'
import { Duties } from './Duties'
import { Markets } from './rules/Markets'
import styles from './Shop.module.css'

/** The tag of each platform behind which a reader leaves the list. */
const PLATFORMS: [platform: EmailPlatform, name: string, tag: string][] = [
  ['none', '', ''],
  ['klaviyo', 'Klaviyo', '{% unsubscribe_link %}'],
  ['mailchimp', 'Mailchimp', '*|UNSUB|*'],
]
let unsaved: ShopFields | null = null

export function Shop() {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const stored = useShop()
  const [typed, setTyped] = useState(unsaved)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [saved, setSaved] = useState(false)
  const fields = typed ?? stored.data
  const changed = typed !== null && JSON.stringify(typed) !== JSON.stringify(stored.data)
  const put = (next: ShopFields | null) => {
    unsaved = next
    setTyped(next)
  }
  const set = (change: Partial<ShopFields>) => {
    if (fields) put({ ...fields, ...change })
    setSaved(false)
  }
  const save = async () => {
    if (!fields || !changed) return
    // a row that says nothing is no policy
    const policies = fields.policies.filter((one) => one.subject.trim() || one.text.trim())
    try {
      client.setQueryData(['shop'], await backend.shopSave({ ...fields, policies }))
      put(null)
      setProblem(null)
      setSaved(true)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  useKeys([{ key: 'mod+Enter', label: say('common.save'), run: () => void save(), when: changed }])
  const errors = (name: string) => errorsOf(problem?.fields, name)
  const text = (name: 'name' | 'postal_address' | 'unsubscribe') => ({
    value: fields?.[name] ?? '',
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      set({ [name]: event.target.value }),
    errors: errors(name),
  })
  const tag = PLATFORMS.find(([platform]) => platform === fields?.email_platform)?.[2]
  return (
    <Page title={say('shop.title')} lead={say('shop.lead')}>
      {stored.isError && <ProblemNote problem={asProblem(stored.error)} />}
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      {fields && (
        <>
          <TextField label={say('shop.name')} hint={say('shop.nameHint')} {...text('name')} />
          <Markets values={fields.markets} onChange={(markets) => set({ markets })} />
          <TextArea
            label={say('shop.postal')}
            hint={say('shop.postalHint')}
            rows={3}
            {...text('postal_address')}
          />
          <div className={styles.platform}>
            <p className="label">{say('shop.platform')}</p>
            <Segmented<EmailPlatform>
              label={say('shop.platform')}
              value={fields.email_platform}
              onChange={(email_platform) => set({ email_platform })}
              options={PLATFORMS.map(([value, name]) => ({ value, label: name || say('shop.noPlatform') }))}
            />
            {tag ? (
              <p className="small quiet">
                {say('shop.tag')} <code className="mono">{tag}</code>
              </p>
            ) : (
              <p className="small quiet">{say('shop.noTag')}</p>
            )}
          </div>
          <TextField
            label={say('shop.unsubscribe')}
            hint={say(tag ? 'shop.unsubscribeTag' : 'shop.unsubscribeHint')}
            spellCheck={false}
            {...text('unsubscribe')}
          />
          <Policies values={fields.policies} onChange={(policies) => set({ policies })} problem={problem} />
          <div className={styles.actions}>
            <Button look="ink" hint="mod+Enter" disabled={!changed} onClick={() => void save()}>
              {say('common.save')}
            </Button>
            {changed && <Button onClick={() => put(null)}>{say('common.discard')}</Button>}
            <span className="quiet" role="status">
              {changed ? say('briefs.notSaved') : saved && say('shop.saved')}
            </span>
          </div>
          <Duties markets={fields.markets} />
        </>
      )}
    </Page>
  )
}

interface PoliciesProps {
  values: Policy[]
  onChange: (values: Policy[]) => void
  problem: Problem | null
}

function Policies({ values, onChange, problem }: PoliciesProps) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  const errors = errorsOf(problem?.fields, 'policies') ?? []
  const set = (index: number, change: Partial<Policy>) =>
    onChange(values.map((one, at) => (at === index ? { ...one, ...change } : one)))
  return (
    <fieldset className={styles.policies}>
      <legend>{say('shop.policies')}</legend>
      <p className="small quiet">{say('shop.policiesHint')}</p>
      {values.map((one, index) => (
        // a row is its place: a subject is typed letter by letter
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.policy}>
          <input
            aria-label={say('shop.subject', { number: index + 1 })}
            aria-invalid={errors.length > 0 && !one.subject.trim()}
            value={one.subject}
            onChange={(event) => set(index, { subject: event.target.value })}
          />
          <textarea
            aria-label={say('shop.text', { number: index + 1 })}
            rows={2}
            value={one.text}
            onChange={(event) => set(index, { text: event.target.value })}
          />
          <Button
            look="bare"
            aria-label={say('common.removeNamed', { name: one.subject || String(index + 1) })}
            icon={<X size={14} aria-hidden="true" />}
            onClick={() => onChange(values.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {errors.length > 0 && (
        <p className={styles.error} role="alert">
          {errors.map(sentence).join(' ')}
        </p>
      )}
      <Button
        look="link"
        icon={<Plus size={14} aria-hidden="true" />}
        onClick={() => onChange([...values, { subject: '', text: '' }])}
      >
        {say('shop.addPolicy')}
      </Button>
    </fieldset>
  )
}
