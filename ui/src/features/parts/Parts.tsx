import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { PartialFields, Problem, SharedPartial } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useBriefs, useRefresh } from '../../backend/queries'
import { usePartials } from '../../backend/shelves'
import { Button } from '../../components/Button'
import { errorsOf, TextArea, TextField } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import { Shelf } from '../../components/Shelf'
import { useTyped } from '../../components/typed'
import { offerUndo } from '../../components/undo'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { useBriefName } from '../../i18n/briefName'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { useNamedScreen } from '../../shell/title'
import form from '../briefs/Briefs.module.css'

const TAB = { tab: 'parts' }
const blank: PartialFields = { name: '', text: '' }
const pick = ({ name, text }: PartialFields): PartialFields => ({ name, text })
const unsaved = new Map<string, PartialFields>()

/** Texts that briefs share: the rules of claims, how care is said, a closing line. */
export function Parts() {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const briefName = useBriefName()
  const route = useRoute()
  const parts = usePartials()
  const rows = parts.data ?? []
  const briefs = useBriefs().data ?? []
  const stored = route.id === 'new' ? null : (rows.find((one) => one.id === route.id) ?? rows[0] ?? null)
  const key = route.id === 'new' ? 'new' : (stored?.id ?? '')
  const { fields, changed, set, forget } = useTyped(unsaved, key, stored ? pick(stored) : blank)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [of, setOf] = useState(key)
  if (of !== key) {
    setOf(key)
    setProblem(null)
  }
  useNamedScreen(say('shelf.parts'), '')
  const make = () => go('briefs', 'new', TAB)
  const save = async () => {
    try {
      const saved = await backend.partialSave(stored?.id ?? null, fields)
      client.setQueryData<SharedPartial[]>(['partials'], (old) => [
        ...(old ?? []).filter((one) => one.id !== saved.id),
        saved,
      ])
      forget()
      setProblem(null)
      refresh('partials')
      go('briefs', saved.id, TAB)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const remove = async () => {
    if (!stored) return
    await backend.partialsDelete([stored.id])
    offerUndo({
      sentence: say('parts.deleted', { name: stored.name }),
      undo: () => backend.partialsRestore([stored.id]),
    })
    refresh('partials')
    go('briefs', null, TAB)
  }
  const includes = `{% include '${fields.name || '…'}' %}`
  const users = stored
    ? briefs.filter((one) => new RegExp(`include\\s+["']${escape(stored.name)}["']`).test(one.template))
    : []
  const empty = parts.data && rows.length === 0 && route.id !== 'new'
  return (
    <>
      <div className={screen.work}>
        <Shelf
          label={say('shelf.parts')}
          current={key}
          items={rows.map((one) => ({
            id: one.id,
            href: `#/briefs/${one.id}?tab=parts`,
            name: one.name,
            detail: unsaved.has(one.id) ? say('briefs.notSaved') : say('parts.part'),
          }))}
        >
          <Button look="link" icon={<Plus size={14} aria-hidden="true" />} hint="n" onClick={make}>
            {say('parts.new')}
          </Button>
        </Shelf>
        {parts.isError && <ProblemNote problem={asProblem(parts.error)} />}
        {empty ? (
          <div className={screen.empty}>
            <p className={screen.sentence}>{say('parts.empty')}</p>
            <Button onClick={make}>{say('parts.new')}</Button>
          </div>
        ) : (
          (parts.data || route.id === 'new') && (
            <section className={form.form} aria-label={fields.name || say('parts.new')}>
              {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
              <TextField
                label={say('briefs.name')}
                hint={say('parts.nameHint')}
                value={fields.name}
                onChange={(event) => set({ name: event.target.value })}
                errors={errorsOf(problem?.fields, 'name')}
              />
              <TextArea
                label={say('parts.text')}
                hint={say('parts.textHint')}
                className="mono"
                rows={10}
                value={fields.text}
                onChange={(event) => set({ text: event.target.value })}
                errors={errorsOf(problem?.fields, 'text')}
              />
              <div>
                <p className="label">{say('parts.how')}</p>
                <p className="mono">{includes}</p>
              </div>
              {users.length > 0 && (
                <p className="small">
                  {say('parts.usedBy')}{' '}
                  {users.map((one, index) => (
                    <span key={one.id}>
                      {index > 0 && ' · '}
                      <a href={`#/briefs/${one.id}`}>{briefName(one)}</a>
                    </span>
                  ))}
                </p>
              )}
            </section>
          )
        )}
      </div>
      <Footer
        keys={[
          { key: 'n', label: say('parts.new'), run: make },
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

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
