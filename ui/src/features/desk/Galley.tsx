import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { DraftView, Revision } from '../../backend/bindings'
import { useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { useSay } from '../../i18n'
import { characters, when } from '../../i18n/format'
import { Copy, modelText, type FieldsView } from './Copy'
import { Findings } from './fields/Findings'
import { notesOf } from './fields/marked'
import { useFound, type Found } from './fields/useFound'
import { useReport } from './fields/useReport'
import { useWaiving } from './fields/useWaiving'
import { Words } from './fields/Words'
import { GalleyFoot, GalleyHead } from './GalleyFrame'
import { Claims } from './claims/Claims'
import { SentenceBar } from './claims/SentenceBar'
import { Saver, type SaveState } from './saver'
import styles from './Galley.module.css'

const VIEWS = ['proof', 'changes', 'clean'] as const

export interface GalleyProps {
  view: DraftView
  editing: boolean
  onEdit: (editing: boolean) => void
  shownAs: FieldsView
  onShownAs: (view: FieldsView) => void
  /** An earlier revision to look at; null shows the copy. */
  revision: Revision | null
  onRestore: () => void
  onSaved: (view: DraftView) => void
  /** Told what stands in the way of approval, as it is typed. */
  onFound: (found: Found) => void
  /** Lets the screen wait for the last words before it goes on. */
  flush: React.RefObject<(() => Promise<boolean>) | null>
}

export function Galley({
  view,
  editing,
  onEdit,
  shownAs: asked,
  onShownAs,
  revision,
  onRestore,
  onSaved,
  onFound,
  flush,
}: GalleyProps) {
  const { say, language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const { draft } = view
  // there is no preview of copy without fields
  const shownAs = asked === 'preview' ? 'clean' : asked
  const [text, setText] = useState(draft.text)
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null })
  const saver = useRef<Saver | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const provenance = draft.provenance
  const copyLanguage = provenance.brief.copy_language || provenance.product.language
  const report = useReport(view, { fields: null, text }, text === draft.text)
  useFound(draft, report, onFound)
  const waiving = useWaiving(view, flush, onSaved)
  const notes = useMemo(
    () => notesOf(report.findings, [text], editing, language, draft.waivers),
    [report, text, editing, language, draft.waivers],
  )
  const noted = notes.length > 0 && !revision && (editing || shownAs !== 'clean')

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

  return (
    <section className={styles.galley} aria-label={say('desk.galley')}>
      <GalleyHead view={view} state={state} shownAs={shownAs} views={VIEWS} onShownAs={onShownAs} />
      <div className={`${styles.sheet} ${noted ? styles.noted : ''}`}>
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
              <Words
                text={text}
                base={modelText(view)}
                view={shownAs}
                language={copyLanguage}
                notes={notes}
                cutAt={null}
              />
            </div>
          )}
          {!editing && !revision && (
            <Button className={styles.edit} look="link" hint="Enter" onClick={() => onEdit(true)}>
              {say('desk.edit')}
            </Button>
          )}
          <GalleyFoot view={view} />
          {!revision && (editing || shownAs !== 'clean') && <Claims view={view} report={view.report} />}
        </div>
        {noted && (
          <div className={styles.margin}>
            <Findings notes={notes} channel={null} name={say('desk.copy')} waiving={waiving} />
          </div>
        )}
      </div>
      {!revision && <SentenceBar view={view} report={view.report} editing={editing} />}
    </section>
  )
}
