import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Problem, Voice, VoiceFields } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { useVoices } from '../../backend/shelves'
import { Button } from '../../components/Button'
import { ProblemNote } from '../../components/ProblemNote'
import { Shelf } from '../../components/Shelf'
import { useTyped } from '../../components/typed'
import { offerUndo } from '../../components/undo'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { useNamedScreen } from '../../shell/title'
import form from '../briefs/Briefs.module.css'
import { VoiceForm } from './VoiceForm'
import { VoiceSide, type Side } from './VoiceSide'
import { pick, useBlankVoice } from './voice'

const TAB = { tab: 'voices' }
const unsaved = new Map<string, VoiceFields>()
/** Lines that were left empty say nothing. */
const trimmed = (fields: VoiceFields): VoiceFields => ({
  ...fields,
  dos: fields.dos.filter((line) => line.trim()),
  donts: fields.donts.filter((line) => line.trim()),
  samples: fields.samples.filter((text) => text.trim()),
})

export function Voices() {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const route = useRoute()
  const blank = useBlankVoice()
  const voices = useVoices()
  const rows = voices.data ?? []
  const stored = route.id === 'new' ? null : (rows.find((one) => one.id === route.id) ?? rows[0] ?? null)
  const key = route.id === 'new' ? 'new' : (stored?.id ?? '')
  const { fields, changed, set, forget } = useTyped(unsaved, key, stored ? pick(stored) : blank)
  const [chosen, setSide] = useState<Side | null>(null)
  const side = chosen ?? (stored ? 'none' : 'learn')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [of, setOf] = useState(key)
  if (of !== key) {
    setOf(key)
    setProblem(null)
  }
  useNamedScreen(say('shelf.voices'), '')
  const make = () => go('briefs', 'new', TAB)
  const save = async () => {
    try {
      const saved = await backend.voiceSave(stored?.id ?? null, trimmed(fields))
      client.setQueryData<Voice[]>(['voices'], (old) =>
        old?.some((one) => one.id === saved.id)
          ? old.map((one) => (one.id === saved.id ? saved : one))
          : [...(old ?? []), saved],
      )
      forget()
      setProblem(null)
      refresh('voices')
      go('briefs', saved.id, TAB)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const remove = async () => {
    if (!stored) return
    await backend.voicesDelete([stored.id])
    offerUndo({
      sentence: say('voices.deleted', { name: stored.name }),
      undo: () => backend.voicesRestore([stored.id]),
    })
    refresh('voices')
    go('briefs', null, TAB)
  }
  const empty = voices.data && rows.length === 0 && route.id !== 'new'
  return (
    <>
      <div className={screen.work}>
        <Shelf
          label={say('shelf.voices')}
          current={key}
          items={rows.map((one) => ({
            id: one.id,
            href: `#/briefs/${one.id}?tab=voices`,
            name: one.name,
            detail: [one.brand || say('voices.all'), unsaved.has(one.id) && say('briefs.notSaved')]
              .filter(Boolean)
              .join(' · '),
          }))}
        >
          <Button look="link" icon={<Plus size={14} aria-hidden="true" />} hint="n" onClick={make}>
            {say('voices.new')}
          </Button>
        </Shelf>
        {voices.isError && <ProblemNote problem={asProblem(voices.error)} />}
        {empty ? (
          <div className={screen.empty}>
            <p className={screen.sentence}>{say('voices.none')}</p>
            <Button onClick={make}>{say('voices.new')}</Button>
          </div>
        ) : (
          (voices.data || route.id === 'new') && (
            <>
              <section className={form.form} aria-label={fields.name || say('voices.new')}>
                <VoiceForm fields={fields} set={set} problem={problem} />
              </section>
              <VoiceSide
                key={key}
                side={side}
                onSide={setSide}
                stored={stored}
                fields={fields}
                set={set}
                onRestored={forget}
              />
            </>
          )
        )}
      </div>
      <Footer
        keys={[
          { key: 'n', label: say('voices.new'), run: make },
          { key: 'l', label: say('voices.learnTitle'), run: () => setSide('learn'), when: !empty },
          { key: 'mod+Enter', label: say('common.save'), run: () => void save(), when: changed },
        ]}
      >
        {stored && (
          <Button look="link" onClick={() => void remove()}>
            {say('common.delete')}
          </Button>
        )}
        {changed && (
          <>
            <span className="quiet">{say('briefs.notSaved')}</span>
            <Button onClick={forget}>{say('common.discard')}</Button>
          </>
        )}
        <Button look="ink" hint="mod+Enter" disabled={!changed} onClick={() => void save()}>
          {say('common.save')}
        </Button>
      </Footer>
    </>
  )
}
