import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Brief, BriefFields, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useBriefs, useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Shelf } from '../../components/Shelf'
import { useTyped } from '../../components/typed'
import { offerUndo } from '../../components/undo'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { useBriefName } from '../../i18n/briefName'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { blank, pick } from './brief'
import { BriefForm } from './BriefForm'
import { BriefSide, type Side } from './BriefSide'
import { useBench } from './useBench'
import { usePreview } from './usePreview'
import styles from './Briefs.module.css'

const unsaved = new Map<string, BriefFields>()

export function BriefEditor() {
  const { say } = useSay()
  const briefName = useBriefName()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const route = useRoute()
  const briefs = useBriefs().data ?? []
  const stored = route.id === 'new' ? null : (briefs.find((one) => one.id === route.id) ?? briefs[0] ?? null)
  const key = route.id === 'new' ? 'new' : (stored?.id ?? '')
  const { fields, changed, set, forget } = useTyped(unsaved, key, stored ? pick(stored) : blank)
  const [side, setSide] = useState<Side>('prompt')
  const preview = usePreview(fields)
  const bench = useBench()
  const [refused, setRefused] = useState<{ of: string; problem: Problem } | null>(null)
  // what was refused stands until the form says something else
  const said = JSON.stringify(fields)
  const problem = refused?.of === said ? refused.problem : preview.problem

  const attempt = async (call: () => Promise<Brief>) => {
    try {
      const brief = await call()
      client.setQueryData<Brief[]>(['briefs'], (old) =>
        old?.some((one) => one.id === brief.id)
          ? old.map((one) => (one.id === brief.id ? brief : one))
          : [...(old ?? []), brief],
      )
      forget()
      setRefused(null)
      refresh('briefs', 'workspace')
      go('briefs', brief.id)
    } catch (error) {
      setRefused({ of: said, problem: asProblem(error) })
    }
  }
  const save = () => void attempt(() => backend.briefSave(stored?.id ?? null, fields))
  const discard = () => {
    forget()
    if (!stored) go('briefs')
  }
  const duplicate = () => {
    unsaved.set('new', { ...fields, name: say('briefs.copyOf', { name: fields.name }) })
    go('briefs', 'new')
  }
  const remove = async () => {
    if (!stored) return
    await backend.briefsDelete([stored.id])
    offerUndo({
      sentence: say('briefs.deleted', { name: stored.name }),
      undo: () => backend.briefsRestore([stored.id]),
    })
    refresh('briefs', 'workspace')
    go('briefs')
  }
  const tryIt = () => void bench.start(fields, preview.profile)
  return (
    <>
      <div className={screen.work} data-side={side}>
        <Shelf
          label={say('shell.briefs')}
          current={key}
          items={briefs.map((one) => ({
            id: one.id,
            href: `#/briefs/${one.id}`,
            name: briefName(one),
            detail: [
              one.built_in ? say('briefs.builtIn') : say('briefs.own'),
              unsaved.has(one.id) && say('briefs.notSaved'),
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
        >
          <Button
            look="link"
            icon={<Plus size={14} aria-hidden="true" />}
            hint="n"
            onClick={() => go('briefs', 'new')}
          >
            {say('briefs.new')}
          </Button>
        </Shelf>
        <section className={styles.form} aria-label={fields.name || say('briefs.new')}>
          <BriefForm fields={fields} set={set} problem={problem} />
        </section>
        <BriefSide
          side={side}
          onSide={setSide}
          stored={stored}
          fields={fields}
          problem={problem}
          preview={preview}
          bench={bench}
          onTry={tryIt}
          onRestored={forget}
        />
      </div>
      <Footer
        keys={[
          { key: 'n', label: say('briefs.new'), run: () => go('briefs', 'new') },
          { key: 'b', label: say('bench.title'), run: () => setSide('bench'), when: side !== 'bench' },
          {
            key: 't',
            label: say('bench.try'),
            run: tryIt,
            when: side === 'bench' && bench.products.length > 0 && !bench.running,
          },
          { key: 'mod+Enter', label: say('common.save'), run: save, when: changed },
        ]}
      >
        {stored && (
          <Button look="link" onClick={() => void remove()}>
            {say('common.delete')}
          </Button>
        )}
        <Button look="link" onClick={duplicate}>
          {say('briefs.duplicate')}
        </Button>
        {stored?.built_in && (
          <Button look="link" onClick={() => void attempt(() => backend.briefReset(stored.id))}>
            {say('briefs.reset')}
          </Button>
        )}
        {changed && (
          <>
            <span className="quiet">{say('briefs.notSaved')}</span>
            <Button onClick={discard}>{say('common.discard')}</Button>
          </>
        )}
        <Button look="ink" hint="mod+Enter" disabled={!changed} onClick={save}>
          {say('common.save')}
        </Button>
      </Footer>
    </>
  )
}
