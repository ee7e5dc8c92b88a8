import { useEffect, useId, useRef, useState } from 'react'
import type { Channel, Finding, Problem } from '../../../backend/bindings'
import { asProblem } from '../../../backend/context'
import { Button } from '../../../components/Button'
import { Mark } from '../../../components/Mark'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { when } from '../../../i18n/format'
import { useFindingWords, waiverOf } from './finding'
import styles from './Findings.module.css'
import type { Waiving } from './useWaiving'

interface Props {
  finding: Finding
  letter: string
  channel: Channel | null
  /** None where the words are not a saved draft's: a suggestion, an earlier revision. */
  waiving?: Waiving
}

/** One finding beside its words; a caution can be waived here, with a reason. */
export function FindingNote({ finding, letter, channel, waiving }: Props) {
  const { say, language } = useSay()
  const words = useFindingWords(channel)
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const item = useRef<HTMLLIElement>(null)
  const hadFocus = useRef(false)
  const waiver = waiving && waiverOf(finding, waiving.waivers)
  const about = words.about(finding)
  const suggestion = words.suggestion(finding)
  const basis = words.basis(finding)
  const isTurn = channel?.fields.find((field) => field.id === finding.field)?.shape.kind === 'turns'
  // what had the focus goes away with a decision: the next thing to do takes it
  useEffect(() => {
    if (!hadFocus.current || asking) return
    hadFocus.current = false
    item.current?.querySelector('button')?.focus()
  }, [asking, waiver])
  const close = () => {
    hadFocus.current = true
    setAsking(false)
    setProblem(null)
  }
  const attempt = async (act: () => Promise<boolean>) => {
    try {
      if (await act()) close()
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <li ref={item} className={waiver ? styles.waived : undefined}>
      <p className={`${styles.about} ${styles[finding.level]}`}>
        <Mark kind={finding.level} /> {letter && `${letter} · `}
        {about}
        {finding.part !== null && (
          <span className="quiet">
            {say(isTurn ? 'fields.turn' : 'fields.entryShort', { number: finding.part + 1 })}
          </span>
        )}
      </p>
      <p>{words.sentence(finding)}</p>
      {suggestion && (
        <p className={styles.suggestion}>
          <span aria-hidden="true">→</span> {suggestion}
        </p>
      )}
      {basis && <p className={styles.basis}>{basis}</p>}
      {waiving && finding.level === 'ban' && <p className={styles.basis}>{say('waive.never')}</p>}
      {problem && (
        <ProblemNote problem={problem}>
          {problem.code === 'reviewer_missing' && <a href="#/settings/general">{say('settings.general')}</a>}
        </ProblemNote>
      )}
      {waiving && waiver && (
        <div className={styles.act}>
          <p>
            {say('waive.by', {
              name: waiver.by,
              at: when(waiver.at, language),
              reason: waiver.reason,
            })}
          </p>
          <Button
            look="link"
            aria-label={say('waive.takeBackOf', { name: about })}
            onClick={() => void attempt(() => waiving.withdraw(finding))}
          >
            {say(waiving.isApproved ? 'waive.takeBackReopens' : 'waive.takeBack')}
          </Button>
        </div>
      )}
      {waiving && !waiver && finding.level === 'caution' && !asking && (
        <div className={styles.act}>
          <Button
            look="link"
            data-waive
            aria-label={say('waive.askOf', { name: about })}
            onClick={() => setAsking(true)}
          >
            {say('waive.ask')}
          </Button>
        </div>
      )}
      {waiving && !waiver && asking && (
        <Reason onSave={(reason) => attempt(() => waiving.waive(finding, reason))} onCancel={close} />
      )}
    </li>
  )
}

interface ReasonProps {
  onSave: (reason: string) => Promise<void>
  onCancel: () => void
}

/** The reason, in one line: Enter saves it, Esc leaves all as it was. */
function Reason({ onSave, onCancel }: ReasonProps) {
  const { say } = useSay()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [saving, setSaving] = useState(false)
  const save = async () => {
    if (!reason.trim()) {
      setMissing(true)
      field.current?.focus()
      return
    }
    setSaving(true)
    await onSave(reason.trim())
    setSaving(false)
  }
  return (
    <form
      className={styles.reason}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving) void save()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      <label htmlFor={id}>{say('waive.why')}</label>
      <input
        ref={field}
        id={id}
        value={reason}
        // the person has just asked for this field
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        autoComplete="off"
        aria-invalid={missing}
        aria-describedby={missing ? `${id}-missing` : undefined}
        onChange={(event) => {
          setReason(event.target.value)
          setMissing(false)
        }}
      />
      {missing && (
        <p id={`${id}-missing`} className={styles.missing} role="alert">
          {say('waive.missing')}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" hint="Enter" disabled={saving}>
          {say('common.save')}
        </Button>
        <Button look="link" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
