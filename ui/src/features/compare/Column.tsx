import { Check } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Draft } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import { Seal } from '../../components/Seal'
import { useSay } from '../../i18n'
import { characters } from '../../i18n/format'
import { compare, ownShare } from '../../text/diff'
import { align, sentences } from '../../text/sentences'
import styles from './Compare.module.css'

interface Props {
  draft: Draft
  /** What it is compared with; null for the base itself. */
  base: Draft | null
  rows: string[]
  row: number
  label: string
  language: string
  focused: boolean
  blind: boolean
  number: number
  editing: boolean
  rejecting: boolean
  onFocus?: () => void
  onApprove?: () => void
  onEdit?: () => void
  onReject?: () => void
  onReview?: () => void
  onCancel?: () => void
  onSave?: (text: string) => void
  onRejected?: (reason: string) => void
}

export function Column(props: Props) {
  const { draft, base, rows, row, label, language, focused, blind, number, editing, rejecting } = props
  const { say } = useSay()
  const [text, setText] = useState(draft.text)
  const [reason, setReason] = useState('')
  const aligned = useMemo(
    () =>
      base ? align(rows, sentences(draft.text, language), language) : rows.map((sentence) => [sentence]),
    [base, rows, draft.text, language],
  )
  const share = useMemo(
    () => (base ? Math.round(ownShare(compare(base.text, draft.text, language)) * 100) : 0),
    [base, draft.text, language],
  )
  return (
    <section
      className={`${styles.column} ${base ? '' : styles.base} ${focused ? styles.focused : ''}`}
      aria-label={label}
      onFocus={props.onFocus}
    >
      <header data-level="name">
        <h2 lang={draft.provenance.profile?.language || undefined}>
          <Mark kind={draft.stale ? 'stale' : draft.state} /> {label}
          {number > 0 && <kbd aria-hidden="true">{number}</kbd>}
        </h2>
        <p className="small quiet">
          {say('desk.characters', { count: characters(draft.text) })}
          {!base && ` · ${say('compare.base')}`}
          {!blind && base && ` · ${draft.provenance.model}`}
        </p>
      </header>
      {editing ? (
        <form
          className={styles.editor}
          onSubmit={(event) => {
            event.preventDefault()
            props.onSave?.(text)
          }}
        >
          {/* the person has just asked for this field */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <textarea
            aria-label={say('desk.copy')}
            lang={language || undefined}
            rows={14}
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoFocus
          />
          <div className={styles.actions}>
            <Button look="ink" type="submit">
              {say('common.save')}
            </Button>
            <Button onClick={props.onCancel}>{say('common.cancel')}</Button>
          </div>
        </form>
      ) : (
        <ol className={styles.sentences}>
          {(rows.length > 0 ? rows : ['']).map((sentence, index) => {
            const mine = (aligned[index] ?? []).join(language.startsWith('zh') ? '' : ' ')
            return (
              // rows are the base's sentences in their order
              // eslint-disable-next-line react/no-array-index-key
              <li key={index} data-level={index} className={index === row ? styles.at : undefined}>
                {!base && <span className={styles.number}>{index + 1}</span>}
                <p lang={language || undefined}>
                  {!base ? (
                    sentence
                  ) : mine === '' ? (
                    <span className={styles.left}>{say('compare.leftOut')}</span>
                  ) : (
                    compare(sentence, mine, language)
                      .filter((piece) => piece.kind !== 'removed')
                      .map((piece, at) =>
                        piece.kind === 'added' ? (
                          <b key={`${at}b`}>{piece.text}</b>
                        ) : (
                          <span key={`${at}s`}>{piece.text}</span>
                        ),
                      )
                  )}
                </p>
                {base && mine !== '' && mine === sentence && (
                  <span className={styles.same}>≈ {say('compare.same')}</span>
                )}
              </li>
            )
          })}
        </ol>
      )}
      <footer>
        {base && <p className="small quiet">{say('compare.share', { share })}</p>}
        {draft.approval && (draft.state === 'approved' || draft.stale) && (
          <Seal approval={draft.approval} stale={draft.stale} />
        )}
        {draft.state === 'rejected' && (
          <p className="small">{say('desk.rejectedFor', { reason: draft.rejection ?? '' })}</p>
        )}
        {rejecting ? (
          <form
            className={styles.reject}
            onSubmit={(event) => {
              event.preventDefault()
              if (reason.trim()) props.onRejected?.(reason)
            }}
          >
            <label>
              {say('desk.rejectWhy')}
              {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
              <input value={reason} onChange={(event) => setReason(event.target.value)} autoFocus />
            </label>
            <div className={styles.actions}>
              <Button look="ink" type="submit" disabled={!reason.trim()}>
                {say('desk.reject')}
              </Button>
              <Button onClick={props.onCancel}>{say('common.cancel')}</Button>
            </div>
          </form>
        ) : (
          base && (
            <div className={styles.actions}>
              {draft.state === 'approved' || draft.state === 'rejected' ? (
                <Button onClick={props.onReview}>{say('desk.reopen')}</Button>
              ) : (
                <Button
                  look={focused ? 'ink' : 'outline'}
                  icon={<Check size={14} aria-hidden="true" />}
                  hint={String(number)}
                  onClick={props.onApprove}
                >
                  {say('compare.approve')}
                </Button>
              )}
              <Button
                hint={focused ? 'e' : undefined}
                onClick={() => {
                  setText(draft.text)
                  props.onEdit?.()
                }}
              >
                {say('desk.edit')}
              </Button>
              {draft.state !== 'rejected' && (
                <Button look="link" onClick={props.onReject}>
                  {say('desk.rejectAsk')}
                </Button>
              )}
            </div>
          )
        )}
      </footer>
    </section>
  )
}
