import { useState } from 'react'
import type { DraftView } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import { useSay } from '../../i18n'
import { useKeys } from '../../keys'
import styles from './Decide.module.css'

export type Asking = 'reason' | 'name' | null

interface Props {
  view: DraftView
  /** Why it cannot be approved as it stands. */
  blocked: string | null
  /** Cautions that ask for a word, and whether approval was asked for in spite of them. */
  open: { count: number; asked: boolean } | null
  asking: Asking
  onAsk: (asking: Asking) => void
  onApprove: (name: string) => void
  onAskApproval: () => void
  onReject: (reason: string) => void
  onLater: () => void
  onReview: () => void
}

const REASONS = ['brand', 'untrue', 'tone', 'length'] as const

/** The decisions about one draft. A decision is deliberate: a rejection says why, an approval carries a name. */
export function Decide(props: Props) {
  const { view, blocked, open, asking, onAsk, onApprove, onAskApproval, onReject, onLater, onReview } = props
  const { say } = useSay()
  const [reason, setReason] = useState('')
  const [name, setName] = useState('')
  const { state } = view.draft
  useKeys([{ key: 'Escape', run: () => onAsk(null), when: asking !== null }])
  return (
    <>
      {asking === 'reason' && (
        <form
          className={styles.ask}
          aria-label={say('desk.rejectWhy')}
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim()) onReject(reason)
          }}
        >
          <label>
            {say('desk.rejectWhy')}
            {/* the person has just asked for this field */}
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <input value={reason} onChange={(event) => setReason(event.target.value)} autoFocus />
          </label>
          <div className={styles.suggestions}>
            {REASONS.map((key) => (
              <Button key={key} onClick={() => setReason(say(`reason.${key}`))}>
                {say(`reason.${key}`)}
              </Button>
            ))}
          </div>
          <div className={styles.row}>
            <Button hint="Escape" onClick={() => onAsk(null)}>
              {say('common.cancel')}
            </Button>
            <Button look="ink" type="submit" disabled={!reason.trim()}>
              {say('desk.reject')}
            </Button>
          </div>
        </form>
      )}
      {asking === 'name' && (
        <form
          className={styles.ask}
          aria-label={say('desk.whoApproves')}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim()) onApprove(name.trim())
          }}
        >
          <label>
            {say('desk.whoApproves')}
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <input
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="name"
              autoFocus
            />
          </label>
          <p className="small quiet">{say('desk.whyName')}</p>
          <div className={styles.row}>
            <Button hint="Escape" onClick={() => onAsk(null)}>
              {say('common.cancel')}
            </Button>
            <Button look="ink" type="submit" disabled={!name.trim()}>
              {say('desk.approveAs')}
            </Button>
          </div>
        </form>
      )}
      {state !== 'approved' && (blocked !== null || open !== null) && (
        <span className={styles.standing}>
          {blocked !== null && (
            <span className={styles.blocked} id="blocked">
              <Mark kind="ban" silent /> {blocked}
            </span>
          )}
          {open !== null && (
            <span className={styles.open} id="open-findings">
              <Mark kind="caution" silent /> {say('waive.open', { count: open.count })}
            </span>
          )}
          {open?.asked && blocked === null && (
            <span className={styles.how} role="alert">
              {say('waive.first')}
            </span>
          )}
        </span>
      )}
      {state === 'draft' && (
        <Button hint="v" onClick={onReview}>
          {say('desk.toReview')}
        </Button>
      )}
      {(state === 'approved' || state === 'rejected') && (
        <Button hint="z" onClick={onReview}>
          {say('desk.reopen')}
        </Button>
      )}
      {state !== 'rejected' && (
        <Button hint="r" onClick={() => onAsk('reason')}>
          {say('desk.rejectAsk')}
        </Button>
      )}
      <Button hint="l" onClick={onLater}>
        {say('desk.later')}
      </Button>
      {state !== 'approved' && (
        <Button
          look="ink"
          hint="mod+Enter"
          disabled={blocked !== null || !view.draft.text.trim()}
          aria-describedby={
            [blocked !== null && 'blocked', open !== null && 'open-findings'].filter(Boolean).join(' ') ||
            undefined
          }
          onClick={onAskApproval}
        >
          {say('desk.approve')}
        </Button>
      )}
    </>
  )
}
