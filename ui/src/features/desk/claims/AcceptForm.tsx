import { useEffect, useRef, useState } from 'react'
import type { Claim, DraftView, FieldError, Problem, Product } from '../../../backend/bindings'
import { asProblem, useBackend } from '../../../backend/context'
import { Button } from '../../../components/Button'
import { errorsOf, TextField } from '../../../components/Field'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import styles from './Claims.module.css'

interface Props {
  draft: string
  claim: Claim
  product: Product
  settle?: () => Promise<void>
  onAccepted: (fresh: DraftView) => void
  onClose: () => void
}

const NAMES = ['name', 'value', 'source'] as const

/** Makes a claim a fact: what it is about, the fact, and who says so. */
export function AcceptForm({ draft, claim, product, settle, onAccepted, onClose }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState({ name: '', value: claim.text, source: '' })
  const [missing, setMissing] = useState<FieldError[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  useEffect(() => {
    form.current?.querySelector('input')?.focus()
    form.current?.scrollIntoView?.({ block: 'nearest' })
  }, [])
  const lacking = (name: (typeof NAMES)[number]) => typed[name].trim() === ''
  const send = async () => {
    const empty = NAMES.filter(lacking)
    setMissing(empty.map((field) => ({ field, problem: { kind: 'missing' } })))
    if (empty.length > 0) {
      form.current?.querySelectorAll('input')[NAMES.indexOf(empty[0]!)]?.focus()
      return
    }
    setSending(true)
    try {
      await settle?.()
      onAccepted(await backend.claimAccept(draft, { claim: claim.text, ...typed }))
    } catch (error) {
      setProblem(asProblem(error))
      setSending(false)
    }
  }
  const replaced = product.attributes.find((one) => one.name === typed.name.trim())
  const errors = [...missing.filter(({ field }) => lacking(field as 'name')), ...(problem?.fields ?? [])]
  const field = (name: (typeof NAMES)[number]) => ({
    value: typed[name],
    errors: errorsOf(errors, name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setTyped({ ...typed, [name]: event.target.value }),
  })
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={say('claims.acceptNamed', { words: claim.text })}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.preventDefault()
        onClose()
      }}
    >
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <TextField
        label={say('claims.name')}
        hint={
          replaced
            ? say('claims.replaces', { name: replaced.name, value: replaced.value })
            : say('claims.nameHint')
        }
        {...field('name')}
      />
      <TextField label={say('claims.fact')} {...field('value')} />
      <TextField
        label={say('claims.source')}
        hint={
          lacking('source') && missing.length > 0 ? say('claims.sourceMissing') : say('claims.sourceHint')
        }
        {...field('source')}
      />
      <div className={styles.actions}>
        <Button type="submit" disabled={sending}>
          {say('claims.take')}
        </Button>
        <Button look="link" onClick={onClose}>
          {say('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
