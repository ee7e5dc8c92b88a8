import { useState } from 'react'
import type { Problem, VoiceFields, VoiceProposal } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { Button } from '../../components/Button'
import { LineList } from '../../components/LineList'
import { ProblemNote } from '../../components/ProblemNote'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { Proposal } from './Proposal'
import styles from './Voices.module.css'

interface Props {
  fields: VoiceFields
  set: (change: Partial<VoiceFields>) => void
}

/** Texts in, a proposal out, laid beside what the voice says: a person takes what is right. */
export function Learn({ fields, set }: Props) {
  const { say, language } = useSay()
  const backend = useBackend()
  const [samples, setSamples] = useState([''])
  const [proposal, setProposal] = useState<VoiceProposal | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [reading, setReading] = useState(false)
  const texts = samples.map((text) => text.trim()).filter(Boolean)
  const learn = async () => {
    setReading(true)
    try {
      setProposal(await backend.voiceLearn({ samples: texts, language }))
      setProblem(null)
    } catch (error) {
      setProblem(asProblem(error))
    }
    setReading(false)
  }
  return (
    <>
      <p className="small quiet">{say('voices.learnLead')}</p>
      <LineList
        long
        label={say('voices.texts')}
        name={(number) => say('voices.text', { number })}
        add={say('voices.addText')}
        values={samples}
        onChange={setSamples}
      />
      <div className={screen.actions}>
        <Button disabled={texts.length === 0 || reading} onClick={() => void learn()}>
          {say('voices.learn')}
        </Button>
        <span className="small quiet" role="status">
          {reading ? say('voices.reading') : proposal && say('voices.read', { count: proposal.words })}
        </span>
      </div>
      {problem && <ProblemNote problem={problem} />}
      {proposal && (
        <div className={styles.proposal}>
          <Proposal proposal={proposal} fields={fields} set={set} />
        </div>
      )}
    </>
  )
}
