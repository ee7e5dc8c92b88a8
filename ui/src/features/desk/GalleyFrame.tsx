import { Check } from 'lucide-react'
import type { DraftView } from '../../backend/bindings'
import { useChannelName } from '../../components/ChannelOptions'
import { Mark } from '../../components/Mark'
import { useProblemSentence } from '../../components/ProblemNote'
import { Seal } from '../../components/Seal'
import { Segmented } from '../../components/Segmented'
import { useSay } from '../../i18n'
import { useBriefName } from '../../i18n/briefName'
import { when } from '../../i18n/format'
import type { FieldsView } from './Copy'
import type { SaveState } from './saver'
import styles from './Galley.module.css'

interface HeadProps {
  view: DraftView
  state: SaveState
  shownAs: FieldsView
  views: readonly FieldsView[]
  onShownAs: (view: FieldsView) => void
}

/** Whose copy it is, whether it is saved, and how it is shown. */
export function GalleyHead({ view, state, shownAs, views, onShownAs }: HeadProps) {
  const { say, language } = useSay()
  const briefName = useBriefName()
  const sentence = useProblemSentence()
  const channelName = useChannelName()
  const { provenance, updated_at } = view.draft
  const channel = view.channel && channelName(view.channel)
  const saved =
    state.kind === 'failed'
      ? say('desk.notSaved', { why: sentence(state.problem) })
      : state.kind === 'saved'
        ? say('desk.saved', { at: when(state.at?.toISOString() ?? updated_at, language) })
        : say('desk.saving')
  return (
    <header className={styles.head}>
      <h2>
        <b lang={provenance.product.language || undefined}>{provenance.product.name}</b>{' '}
        <span aria-hidden="true">×</span>{' '}
        <span lang={provenance.profile?.language || undefined}>
          {provenance.profile?.name ?? say('common.neutral')}
        </span>
        <span className="quiet">
          {' '}
          {[...new Set([briefName(provenance.brief), channel].filter(Boolean))].join(' · ')}
        </span>
      </h2>
      <span className={state.kind === 'failed' ? styles.unsaved : styles.saved} role="status">
        {state.kind === 'saved' && <Check size={14} strokeWidth={1.5} aria-hidden="true" />} {saved}
      </span>
      <Segmented
        label={say('desk.view')}
        value={shownAs}
        onChange={onShownAs}
        options={views.map((value) => ({
          value,
          label: value === 'preview' ? say('fields.preview') : say(`desk.${value}`),
        }))}
      />
    </header>
  )
}

/** How the writing ended and what was decided, below the words. */
export function GalleyFoot({ view }: { view: DraftView }) {
  const { say } = useSay()
  const { draft } = view
  const { finish, payload } = draft.provenance
  const untouched = draft.revision === 1
  return (
    <>
      {finish === 'length' && untouched && (
        <p className={styles.cut}>
          <Mark kind="caution" silent /> {say('desk.cut', { limit: payload.max_tokens })}
        </p>
      )}
      {finish === 'cancelled' && untouched && (
        <p className={styles.cut}>
          <Mark kind="caution" silent /> {say('desk.cancelled')}
        </p>
      )}
      {draft.approval && (draft.state === 'approved' || draft.stale) && (
        <Seal approval={draft.approval} stale={draft.stale} findings={view.report.findings} />
      )}
      {draft.state === 'rejected' && (
        <p className={styles.rejected}>
          <Mark kind="rejected" silent /> {say('desk.rejectedFor', { reason: draft.rejection ?? '' })}
        </p>
      )}
    </>
  )
}
