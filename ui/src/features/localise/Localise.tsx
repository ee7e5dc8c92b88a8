import { useState } from 'react'
import type { Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProviders } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Select } from '../../components/Field'
import { LanguageField } from '../../components/LanguageField'
import { ProblemNote } from '../../components/ProblemNote'
import { Sheet } from '../../components/Sheet'
import { ProviderOptions } from '../../components/ProviderOptions'
import { useSay } from '../../i18n'
import { useKeys } from '../../keys'
import styles from './Localise.module.css'

interface Props {
  drafts: string[]
  onClose: () => void
}

const KEPT = ['facts', 'glossary', 'limits', 'review'] as const

/** Approved drafts, said again in another language. The new ones come in as those of generate do. */
export function Localise({ drafts, onClose }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const providers = useProviders().data ?? []
  const [language, setLanguage] = useState('')
  const [providerId, setProvider] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [asking, setAsking] = useState(false)
  const provider = providers.find((one) => one.id === providerId) ?? providers.find((one) => one.default)
  const start = async () => {
    if (asking) return
    setAsking(true)
    setProblem(null)
    try {
      await backend.localise({ drafts, language, provider: provider?.id ?? null })
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
      setAsking(false)
    }
  }
  useKeys([{ key: 'mod+Enter', run: () => void start() }])
  return (
    <Sheet
      title={say('localise.title', { count: drafts.length })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button
            look="ink"
            hint="mod+Enter"
            disabled={asking || drafts.length === 0}
            onClick={() => void start()}
          >
            {say('localise.start', { count: drafts.length })}
          </Button>
        </>
      }
    >
      {problem && <ProblemNote problem={problem} />}
      <LanguageField
        label={say('localise.language')}
        none={say('localise.choose')}
        value={language}
        onChange={setLanguage}
      />
      <Select
        label={say('generate.where')}
        value={provider?.id ?? ''}
        onChange={(event) => setProvider(event.target.value)}
      >
        <ProviderOptions />
      </Select>
      <section className={styles.kept} aria-label={say('localise.kept')}>
        <h3 className="label">{say('localise.kept')}</h3>
        <ul>
          {KEPT.map((what) => (
            <li key={what}>{say(`localise.${what}`)}</li>
          ))}
        </ul>
      </section>
    </Sheet>
  )
}
