import type { Voice, VoiceFields } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { useVoiceVersions } from '../../backend/shelves'
import { Segmented } from '../../components/Segmented'
import { Versions } from '../../components/Versions'
import { useSay } from '../../i18n'
import form from '../briefs/Briefs.module.css'
import { Learn } from './Learn'
import { pick, useVoiceWords } from './voice'

const SIDES = ['none', 'learn', 'versions'] as const
export type Side = (typeof SIDES)[number]

interface Props {
  side: Side
  onSide: (side: Side) => void
  stored: Voice | null
  fields: VoiceFields
  set: (change: Partial<VoiceFields>) => void
  onRestored: () => void
}

/** What stands beside a voice: where it is heard, texts to learn from, what it said before. */
export function VoiceSide({ side, onSide, stored, fields, set, onRestored }: Props) {
  const { say } = useSay()
  const name = { none: 'voices.use', learn: 'voices.learnTitle', versions: 'versions.title' } as const
  return (
    <aside className={`${form.side} ${side === 'learn' ? form.wide : ''}`} aria-label={say(name[side])}>
      <Segmented<Side>
        label={say('shelf.beside')}
        value={side}
        onChange={onSide}
        options={SIDES.map((value) => ({ value, label: say(`voices.side.${value}`) }))}
      />
      {side === 'none' && <p className="small">{say('voices.useHint')}</p>}
      {/* texts that were pasted stay while something else is looked at */}
      <div className={form.stack} hidden={side !== 'learn'}>
        <Learn fields={fields} set={set} />
      </div>
      {side === 'versions' &&
        (stored ? (
          <VoiceVersions stored={stored} now={fields} onRestored={onRestored} />
        ) : (
          <p className="quiet">{say('versions.unsaved')}</p>
        ))}
    </aside>
  )
}

function VoiceVersions({
  stored,
  now,
  onRestored,
}: {
  stored: Voice
  now: VoiceFields
  onRestored: () => void
}) {
  const backend = useBackend()
  const refresh = useRefresh()
  const words = useVoiceWords()
  const versions = useVoiceVersions(stored.id, stored.version)
  return (
    <Versions
      versions={versions.data}
      failed={versions.isError ? asProblem(versions.error) : null}
      current={stored.version}
      now={now}
      words={words}
      onRestore={async (fields) => {
        await backend.voiceSave(stored.id, pick(fields))
        onRestored()
        refresh('voices')
      }}
    />
  )
}
