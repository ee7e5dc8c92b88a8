import { useState } from 'react'
import type { BriefFields, Parameters, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProviders } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Select } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import { Sheet } from '../../components/Sheet'
import { ProviderOptions } from '../../components/ProviderOptions'
import { useSay } from '../../i18n'
import { useKeys } from '../../keys'
import { Audience, NEUTRAL } from './generate/Audience'
import { Numbers } from './generate/Numbers'
import { Products } from './generate/Products'
import { Sent } from './generate/Sent'
import { useChoice } from './generate/useChoice'
import { useSent } from './generate/useSent'
import { What } from './generate/What'
import styles from './GeneratePanel.module.css'

interface Props {
  chosen: string[]
  onClose: () => void
  onStarted: (run: string) => void
}

/** Products × profiles × variants of one brief, with the count, the destination and the exact prompt before anything is sent. */
export function GeneratePanel({ chosen, onClose, onStarted }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const providers = useProviders().data ?? []
  const choosing = useChoice()
  const [providerId, setProvider] = useState<string | null>(null)
  const [products, setProducts] = useState<string[]>(chosen)
  const [who, setWho] = useState<string[]>([])
  const [changes, setChanges] = useState<Partial<Parameters>>({})
  const [refused, setRefused] = useState<Problem | null>(null)
  const [asking, setAsking] = useState(false)
  const fields = choosing.option?.fields
  const provider = providers.find((one) => one.id === providerId) ?? providers.find((one) => one.default)
  const parameters: Parameters = {
    ...(fields?.parameters ?? { max_tokens: 100, variants: 1, stop: [], temperature: 0.7, seed: null }),
    ...changes,
  }
  const audience = who.length > 0 ? who : [NEUTRAL]
  const count = fields ? products.length * audience.length * parameters.variants : 0
  const brief: BriefFields | null = fields ? { ...fields, variables: choosing.variables } : null
  const first = audience[0] === NEUTRAL ? null : audience[0]!
  const sent = useSent(brief, products[0] ?? null, first, provider?.id ?? null)
  const problem = refused ?? sent.problem

  const start = async () => {
    if (count === 0 || asking) return
    setAsking(true)
    setRefused(null)
    try {
      const id = await choosing.resolved()
      if (id === null) return
      const started = await backend.generate({
        brief: id,
        products,
        profiles: audience.map((one) => (one === NEUTRAL ? null : one)),
        provider: provider?.id ?? null,
        model: null,
        parameters,
        variables: choosing.variables,
      })
      onStarted(started.run)
    } catch (error) {
      setRefused(asProblem(error))
    } finally {
      setAsking(false)
    }
  }
  useKeys([{ key: 'mod+Enter', run: () => void start() }])

  return (
    <Sheet
      wide
      title={say('desk.newDrafts')}
      onClose={onClose}
      footer={
        <>
          <span className={styles.count}>{say('generate.count', { count })}</span>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button look="ink" hint="mod+Enter" disabled={count === 0 || asking} onClick={() => void start()}>
            {say('generate.start')}
          </Button>
        </>
      }
    >
      {problem && <ProblemNote problem={problem} />}
      <What choosing={choosing} />
      <Products chosen={products} onChange={setProducts} />
      <Audience chosen={who} onChange={setWho} />
      <Select
        label={say('generate.where')}
        value={provider?.id ?? ''}
        onChange={(event) => setProvider(event.target.value)}
      >
        <ProviderOptions />
      </Select>
      <Numbers
        parameters={parameters}
        change={(change) => setChanges({ ...changes, ...change })}
        errors={refused?.fields}
      />
      {sent.preview && <Sent preview={sent.preview} />}
    </Sheet>
  )
}
