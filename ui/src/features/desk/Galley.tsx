import { Check } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { DraftView, Revision } from '../../backend/bindings'
import { useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import { useProblemSentence } from '../../components/ProblemNote'
import { Seal } from '../../components/Seal'
import { Segmented } from '../../components/Segmented'
import { useSay } from '../../i18n'
import { useBriefName } from '../../i18n/briefName'
import { characters, when } from '../../i18n/format'
import { Copy, modelText, type CopyView } from './Copy'
import { Saver, type SaveState } from './saver'
import styles from './Galley.module.css'

interface Props {
  view: DraftView
  editing: boolean
  onEdit: (editing: boolean) => void
  shownAs: CopyView
  onShownAs: (view: CopyView) => void
  /** An earlier revision to look at; null shows the copy. */
  revision: Revision | null
  onRestore: () => void
  onSaved: (view: DraftView) => void
  /** Lets the screen wait for the last words before it goes on. */
  flush: React.RefObject<(() => Promise<void>) | null>
}

export function Galley({
  view,
  editing,
  onEdit,
  shownAs,
  onShownAs,
  revision,
  onRestore,
  onSaved,
  flush,
}: Props) {
  const { say, language } = useSay()
  const briefName = useBriefName()
  const backend = useBackend()
  const refresh = useRefresh()
  const sentence = useProblemSentence()
  const { draft } = view
  const [text, setText] = useState(draft.text)
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null })
  const saver = useRef<Saver | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const provenance = draft.provenance
  const copyLanguage = provenance.brief.copy_language || provenance.product.language

  // one sitting: from beginning to type until the editor is left
  useEffect(() => {
    if (!editing) return
    const edit = crypto.randomUUID()
    const mine = new Saver(
      (latest) => backend.draftSaveText(draft.id, edit, latest),
      (next, saved) => {
        setState(next)
        if (saved) onSaved(saved)
      },
    )
    saver.current = mine
    flush.current = () => mine.flush()
    area.current?.focus()
    return () => {
      void mine.flush().then(() => refresh('drafts', 'workspace', 'products', 'compare'))
      flush.current = null
    }
    // a sitting belongs to one draft
  }, [editing, draft.id, backend]) // oxlint-disable-line

  useEffect(() => {
    if (!editing) setText(draft.text)
  }, [draft.text, editing])

  useLayoutEffect(() => {
    const element = area.current
    if (!element) return
    element.style.height = '0'
    element.style.height = `${element.scrollHeight}px`
  }, [text, editing])

  const saved =
    state.kind === 'failed'
      ? say('desk.notSaved', { why: sentence(state.problem) })
      : state.kind === 'saved'
        ? say('desk.saved', { at: when(state.at?.toISOString() ?? draft.updated_at, language) })
        : say('desk.saving')
  const cut = provenance.finish === 'length' && draft.revision === 1
  return (
    <section className={styles.galley} aria-label={say('desk.galley')}>
      <header className={styles.head}>
        <h2>
          <b lang={provenance.product.language || undefined}>{provenance.product.name}</b>{' '}
          <span aria-hidden="true">×</span>{' '}
          <span lang={provenance.profile?.language || undefined}>
            {provenance.profile?.name ?? say('common.neutral')}
          </span>
          <span className="quiet"> {briefName(provenance.brief)}</span>
        </h2>
        <span className={state.kind === 'failed' ? styles.unsaved : styles.saved} role="status">
          {state.kind === 'saved' && <Check size={14} strokeWidth={1.5} aria-hidden="true" />} {saved}
        </span>
        <Segmented
          label={say('desk.view')}
          value={shownAs}
          onChange={onShownAs}
          options={(['proof', 'changes', 'clean'] as const).map((value) => ({
            value,
            label: say(`desk.${value}`),
          }))}
        />
      </header>
      <div className={styles.sheet}>
        <div className={styles.gutter}>
          <p className="label">{say('desk.copy')}</p>
          <p className="small quiet">{say('desk.characters', { count: characters(text) })}</p>
          {draft.variant > 1 && (
            <p className="small quiet">{say('desk.variant', { number: draft.variant })}</p>
          )}
        </div>
        <div className={styles.column}>
          {revision ? (
            <>
              <p className={styles.looking}>
                {say('desk.lookingAt', { number: revision.number, at: when(revision.updated_at, language) })}
                <Button look="link" onClick={onRestore}>
                  {say('desk.restore')}
                </Button>
              </p>
              <Copy text={revision.text} base={draft.text} view="changes" language={copyLanguage} />
            </>
          ) : editing ? (
            <textarea
              ref={area}
              className={`${styles.copy} ${styles.editor}`}
              lang={copyLanguage || undefined}
              aria-label={say('desk.copy')}
              value={text}
              spellCheck
              onChange={(event) => {
                setText(event.target.value)
                saver.current?.type(event.target.value)
              }}
              onBlur={() => void saver.current?.flush()}
              onKeyDown={(event) => {
                if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
                  event.preventDefault()
                  event.stopPropagation()
                  onEdit(false)
                }
              }}
            />
          ) : (
            // a click is a shortcut; the keyboard has Enter and the button beside it
            <div className={styles.readable} onDoubleClick={() => onEdit(true)}>
              <Copy text={text} base={modelText(view)} view={shownAs} language={copyLanguage} />
            </div>
          )}
          {!editing && !revision && (
            <Button className={styles.edit} look="link" hint="Enter" onClick={() => onEdit(true)}>
              {say('desk.edit')}
            </Button>
          )}
          {cut && (
            <p className={styles.cut}>
              <Mark kind="caution" silent /> {say('desk.cut', { limit: provenance.payload.max_tokens })}
            </p>
          )}
          {provenance.finish === 'cancelled' && draft.revision === 1 && (
            <p className={styles.cut}>
              <Mark kind="caution" silent /> {say('desk.cancelled')}
            </p>
          )}
          {draft.approval && (draft.state === 'approved' || draft.stale) && (
            <Seal approval={draft.approval} stale={draft.stale} />
          )}
          {draft.state === 'rejected' && (
            <p className={styles.rejected}>
              <Mark kind="rejected" silent /> {say('desk.rejectedFor', { reason: draft.rejection ?? '' })}
            </p>
          )}
        </div>
      </div>
    </section>
  )
}
