import type { Brief, BriefFields, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { useBriefVersions } from '../../backend/shelves'
import { Segmented } from '../../components/Segmented'
import { Versions } from '../../components/Versions'
import { useSay } from '../../i18n'
import { Bench } from './Bench'
import { pick, useBriefWords } from './brief'
import { PromptSide } from './PromptSide'
import type { BenchState } from './useBench'
import type { Preview } from './usePreview'
import styles from './Briefs.module.css'

const SIDES = ['prompt', 'bench', 'versions'] as const
export type Side = (typeof SIDES)[number]

interface Props {
  side: Side
  onSide: (side: Side) => void
  stored: Brief | null
  fields: BriefFields
  problem: Problem | null
  preview: Preview
  bench: BenchState
  onTry: () => void
  onRestored: () => void
}

/** What stands beside a brief: its prompt, a try, what it said before. */
export function BriefSide(props: Props) {
  const { say } = useSay()
  const { side, onSide, stored, problem, preview, bench } = props
  const name = { prompt: 'briefs.exactPrompt', bench: 'bench.title', versions: 'versions.title' } as const
  return (
    <aside
      className={`${styles.side} ${side === 'bench' ? styles.wide : ''}`}
      aria-label={say(name[side])}
      data-side={side}
    >
      <Segmented<Side>
        label={say('shelf.beside')}
        value={side}
        onChange={onSide}
        options={SIDES.map((value) => ({ value, label: say(`shelf.side.${value}`) }))}
      />
      {side === 'prompt' && (
        <PromptSide
          preview={problem ? null : preview.preview}
          product={preview.product}
          profile={preview.profile}
          onProduct={preview.setProduct}
          onProfile={preview.setProfile}
        />
      )}
      {side === 'bench' && (
        <Bench
          bench={bench}
          channel={props.fields.channel}
          profile={preview.profile}
          onProfile={preview.setProfile}
          onTry={props.onTry}
        />
      )}
      {side === 'versions' &&
        (stored ? (
          <BriefVersions key={stored.id} stored={stored} now={props.fields} onRestored={props.onRestored} />
        ) : (
          <p className="quiet">{say('versions.unsaved')}</p>
        ))}
    </aside>
  )
}

function BriefVersions({
  stored,
  now,
  onRestored,
}: {
  stored: Brief
  now: BriefFields
  onRestored: () => void
}) {
  const backend = useBackend()
  const refresh = useRefresh()
  const words = useBriefWords()
  const versions = useBriefVersions(stored.id, stored.version)
  return (
    <Versions
      versions={versions.data}
      failed={versions.isError ? asProblem(versions.error) : null}
      current={stored.version}
      now={now}
      words={words}
      onRestore={async (fields) => {
        await backend.briefSave(stored.id, pick(fields))
        onRestored()
        refresh('briefs', 'workspace')
      }}
    />
  )
}
