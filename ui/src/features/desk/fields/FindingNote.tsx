import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Channel, Problem } from '../../../backend/bindings'
import { asProblem } from '../../../backend/context'
import { Button } from '../../../components/Button'
import { Mark } from '../../../components/Mark'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { when } from '../../../i18n/format'
import { useFindingWords, waiverOf } from './finding'
import { openIn, waivedIn } from './grouping'
import type { Note } from './marked'
import { NoteDetails } from './NoteDetails'
import { pointAt } from './pointed'
import { useUnfolding } from './useUnfolding'
import type { Waiving } from './useWaiving'
import { WaiveForm } from './WaiveForm'
import styles from './Findings.module.css'

interface Props {
  note: Note
  channel: Channel | null
  /** None where the words are not a saved draft's: a suggestion, an earlier revision. */
  waiving?: Waiving
}

/** What was found in the same words, beside them: folded to what to do, its grounds on demand. Cautions are waived here. */
export function FindingNote({ note, channel, waiving }: Props) {
  const { say, language } = useSay()
  const words = useFindingWords(channel)
  const details = useId()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const item = useRef<HTMLLIElement>(null)
  const hadFocus = useRef(false)
  const { isOpen, toggle, ...watching } = useUnfolding(note.key)
  const [lead] = note.findings
  const waivers = waiving?.waivers ?? []
  const asks = waiving ? openIn(note, waivers) : []
  const waived = waiving ? waivedIn(note, waivers) : []
  // one reason was given for all of them, unless a rule came later
  const reasons = [...new Set(waived.map((finding) => waiverOf(finding, waivers)!))].filter(
    (one, index, all) =>
      all.findIndex(({ by, at, reason }) => by === one.by && at === one.at && reason === one.reason) ===
      index,
  )
  const about = words.about(lead)
  const suggestion = note.findings.map(words.suggestion).find(Boolean)
  const isTurn = channel?.fields.find((field) => field.id === note.field)?.shape.kind === 'turns'
  const hasMore = note.findings.length > 1 || words.basis(lead) !== '' || note.level === 'ban'
  const open = isOpen && hasMore
  // what had the focus goes away with a decision: the next thing to do takes it
  useEffect(() => {
    if (!hadFocus.current || asking) return
    hadFocus.current = false
    item.current?.querySelector<HTMLElement>('[data-act]')?.focus()
  }, [asking, asks.length, waived.length])
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
  const head = (
    <>
      <Mark kind={note.level} />
      <span className={styles.name}>
        {note.letter && <span className={styles.letter}>{note.letter}</span>} {about}
        {note.part !== null && (
          <span className="quiet">
            {' '}
            {say(isTurn ? 'fields.turn' : 'fields.entryShort', { number: note.part + 1 })}
          </span>
        )}
      </span>
      {note.findings.length > 1 && (
        <span className={styles.more}>
          <span aria-hidden="true">+{note.findings.length - 1}</span>
          <span className="visually-hidden">{say('notes.more', { count: note.findings.length - 1 })}</span>
        </span>
      )}
    </>
  )
  const look = `${styles.about} ${styles[note.level]}`
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <li
      ref={item}
      className={[note.waived && styles.waived, hasMore && !open && styles.folded].filter(Boolean).join(' ')}
      {...watching}
      onPointerEnter={() => pointAt(note.key)}
      onPointerLeave={() => pointAt(null)}
    >
      {hasMore ? (
        <button
          type="button"
          className={look}
          aria-expanded={open}
          aria-controls={open ? details : undefined}
          onClick={toggle}
        >
          {head}
          <Chevron className={styles.chevron} size={14} strokeWidth={1.5} aria-hidden="true" />
        </button>
      ) : (
        <p className={look}>{head}</p>
      )}
      <p className={styles.sentence}>{words.sentence(lead)}</p>
      {suggestion && (
        <p className={styles.suggestion}>
          <span aria-hidden="true">→</span> {suggestion}
        </p>
      )}
      {open && <NoteDetails id={details} note={note} channel={channel} canWaive={waiving !== undefined} />}
      {problem && (
        <ProblemNote problem={problem}>
          {problem.code === 'reviewer_missing' && <a href="#/settings/general">{say('settings.general')}</a>}
        </ProblemNote>
      )}
      {waiving && reasons.length > 0 && (
        <div className={styles.act}>
          {reasons.map(({ by, at, reason }) => (
            <p key={`${by}${at}${reason}`}>{say('waive.by', { name: by, at: when(at, language), reason })}</p>
          ))}
          <Button
            look="link"
            data-act
            aria-label={say(waiving.isApproved ? 'waive.takeBackReopensOf' : 'waive.takeBackOf', {
              name: about,
            })}
            onClick={() => void attempt(() => waiving.withdraw(waived))}
          >
            {say(waiving.isApproved ? 'waive.takeBackReopens' : 'waive.takeBack')}
          </Button>
        </div>
      )}
      {asks.length > 0 && !asking && (
        <div className={styles.act}>
          <Button
            look="link"
            data-act
            data-waive
            aria-label={say('waive.askOf', { name: about })}
            onClick={() => setAsking(true)}
          >
            {say('waive.ask')}
          </Button>
        </div>
      )}
      {waiving && asks.length > 0 && asking && (
        <WaiveForm
          count={asks.length}
          onSave={(reason) => attempt(() => waiving.waive(asks, reason))}
          onCancel={close}
        />
      )}
    </li>
  )
}
