import { useEffect, useRef } from 'react'
import type { Channel, FieldReport } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import { when } from '../../../i18n/format'
import { Preview } from '../../preview/Preview'
import type { GalleyProps } from '../Galley'
import { Claims } from '../claims/Claims'
import { SentenceBar } from '../claims/SentenceBar'
import galley from '../Galley.module.css'
import { GalleyFoot, GalleyHead } from '../GalleyFrame'
import { FieldRow, type FieldProps } from './FieldRow'
import styles from './Fields.module.css'
import { Findings } from './Findings'
import { MalformedNote, RawAnswer } from './Malformed'
import { plain } from './marked'
import { useFound } from './useFound'
import { useReport } from './useReport'
import { useSitting } from './useSitting'
import { useSuggestions } from './useSuggestions'
import { useWaiving } from './useWaiving'
import { editorId, same, type Place, type Values } from './values'

interface Props extends GalleyProps {
  channel: Channel
  /** Opens the rewrite tools where the person is. */
  openTools: React.RefObject<(() => void) | null>
}

const VIEWS = ['proof', 'changes', 'clean', 'preview'] as const
const NOTHING_FOUND: FieldReport = { lengths: [], findings: [], claims: [], bases: [] }

/** The copy of a channel, field by field: read, edited, measured, and said otherwise where a person asks for it. */
export function FieldsGalley(props: Props) {
  const { view, channel, editing, onEdit, shownAs, onShownAs, revision, onRestore, openTools, onFound } =
    props
  const { say, language: interfaceLanguage } = useSay()
  const { draft } = view
  const { provenance } = draft
  const language = provenance.brief.copy_language || provenance.product.language
  const sitting = useSitting(props)
  const report = useReport(
    view,
    { fields: sitting.values, text: draft.text },
    same(sitting.values, draft.fields ?? {}),
  )
  const waiving = useWaiving(view, props.flush, props.onSaved)
  useFound(draft, report, onFound)
  const suggestions = useSuggestions(draft.id, sitting.settle)
  const first = view.revisions[0]
  const malformed = draft.fields === null
  // the answer stays in sight while a person writes the fields from it
  const raw = first && first.fields === null && (malformed || editing) ? first.text : null
  const box = useRef<HTMLDivElement>(null)
  const wanted = useRef<Place | null>(null)

  useEffect(() => {
    if (!editing) return
    const place = wanted.current
    wanted.current = null
    const editor = place && document.getElementById(editorId(place))
    const field = place && box.current?.querySelector(`[data-field="${CSS.escape(place.field)}"]`)
    ;(editor ?? (field ?? box.current)?.querySelector<HTMLElement>('textarea'))?.focus()
  }, [editing])
  const edit = (place: Place) => {
    wanted.current = place
    onEdit(true)
  }
  // the screen has the key, the tools are here
  useEffect(() => {
    openTools.current = () => {
      const here = document.activeElement?.closest('[data-place]')
      const at = here && box.current?.contains(here) ? here : box.current
      at?.querySelector<HTMLElement>('[data-rewrite] button')?.click()
    }
    return () => {
      openTools.current = null
    }
  }, [openTools])

  const rows = (values: Values, base: Values | null, over: Partial<FieldProps> = {}) =>
    channel.fields.map((field) => (
      <FieldRow
        key={field.id}
        field={field}
        channel={channel}
        name={interfaceLanguage === 'en' ? field.name.en : field.name.zh}
        values={values}
        newest={sitting.newest}
        base={base}
        report={report}
        editing={editing}
        shownAs={shownAs}
        language={language}
        suggestions={suggestions}
        waiving={waiving}
        onChange={sitting.change}
        onEdit={edit}
        onLeave={() => onEdit(false)}
        settle={sitting.settle}
        accept={sitting.accept}
        {...over}
      />
    ))
  const isPreview = !revision && shownAs === 'preview' && !editing && !malformed
  // what is about no field that is shown is said above them
  const whole = report.findings.filter(
    (finding) => !channel.fields.some((field) => field.id === finding.field),
  )
  return (
    <section className={galley.galley} aria-label={say('desk.galley')}>
      <GalleyHead
        view={view}
        state={sitting.state}
        shownAs={shownAs}
        views={malformed ? VIEWS.slice(0, 3) : VIEWS}
        onShownAs={(next) => {
          // a preview is looked at, not typed into
          if (next === 'preview') onEdit(false)
          onShownAs(next)
        }}
      />
      <div
        className={styles.sheet}
        ref={box}
        // a preview may have nothing to stop at, and is scrolled by keyboard all the same
        {...(isPreview && { tabIndex: 0, role: 'region', 'aria-label': say('fields.preview') })}
      >
        {revision ? (
          <>
            <p className={galley.looking}>
              {say('desk.lookingAt', {
                number: revision.number,
                at: when(revision.updated_at, interfaceLanguage),
              })}
              <Button look="link" onClick={onRestore}>
                {say('desk.restore')}
              </Button>
            </p>
            {revision.fields ? (
              rows(revision.fields, draft.fields, {
                report: NOTHING_FOUND,
                editing: false,
                shownAs: 'changes',
                isPast: true,
                waiving: undefined,
              })
            ) : (
              <RawAnswer text={revision.text} />
            )}
          </>
        ) : isPreview ? (
          <Preview
            channel={channel}
            fields={sitting.values}
            report={report}
            language={language}
            draftId={draft.id}
            product={view.product_now ?? provenance.product}
          />
        ) : (
          <>
            {malformed && !editing && <MalformedNote view={view} onWrite={() => onEdit(true)} />}
            {raw !== null && <RawAnswer text={raw} stays={editing} />}
            {whole.length > 0 && shownAs !== 'clean' && (
              <div className={styles.foot}>
                <Findings
                  notes={plain(whole, draft.waivers)}
                  channel={channel}
                  name={say('desk.copy')}
                  waiving={waiving}
                />
              </div>
            )}
            {(!malformed || editing) && rows(sitting.values, first?.fields ?? null)}
            {!malformed && !editing && (
              <div className={styles.foot}>
                <Button className={galley.edit} look="link" hint="Enter" onClick={() => onEdit(true)}>
                  {say('desk.edit')}
                </Button>
              </div>
            )}
          </>
        )}
        <div className={styles.foot}>
          <GalleyFoot view={view} />
          {!revision && !isPreview && (editing || shownAs !== 'clean') && (
            <Claims view={view} report={report} settle={sitting.settle} />
          )}
        </div>
      </div>
      {!revision && !isPreview && <SentenceBar view={view} report={report} editing={editing} />}
    </section>
  )
}
