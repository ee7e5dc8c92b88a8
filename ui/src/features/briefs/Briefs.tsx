import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Brief, BriefFields, Problem, PromptPreview } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useBriefs, useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { errorsOf, TextArea, TextField } from '../../components/Field'
import { LanguageField } from '../../components/LanguageField'
import { ProblemNote } from '../../components/ProblemNote'
import { TagField } from '../../components/TagField'
import { offerUndo } from '../../components/undo'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { useBriefName } from '../../i18n/briefName'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { PromptSide } from './PromptSide'
import styles from './Briefs.module.css'

const blank: BriefFields = {
  name: '',
  template: 'Product Name: {{ name }}\nProduct Description: {{ description }}\n{{ instruction }}',
  instruction: '',
  system: '',
  copy_language: '',
  parameters: { max_tokens: 100, variants: 1, stop: [], temperature: 0.7, seed: null },
}
const pick = ({
  name,
  template,
  instruction,
  system,
  copy_language,
  parameters,
}: BriefFields): BriefFields => ({ name, template, instruction, system, copy_language, parameters })
/** What was typed and not saved, by brief: going elsewhere and coming back loses nothing. */
const unsaved = new Map<string, BriefFields>()

export default function Briefs() {
  const { say } = useSay()
  const briefName = useBriefName()
  const backend = useBackend()
  const refresh = useRefresh()
  const route = useRoute()
  const briefs = useBriefs().data ?? []
  const stored = route.id === 'new' ? null : (briefs.find((one) => one.id === route.id) ?? briefs[0] ?? null)
  const key = route.id === 'new' ? 'new' : (stored?.id ?? '')
  const before = stored ? pick(stored) : blank
  const [, redraw] = useState(0)
  const fields = unsaved.get(key) ?? before
  const changed = JSON.stringify(fields) !== JSON.stringify(before)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [preview, setPreview] = useState<PromptPreview | null>(null)
  const [product, setProduct] = useState<string | null>(null)
  const [profile, setProfile] = useState<string | null>(null)
  const names =
    useQuery({ queryKey: ['template-fields'], queryFn: () => backend.templateFields(), staleTime: Infinity })
      .data ?? []
  const template = useRef<HTMLTextAreaElement>(null)
  const set = (change: Partial<BriefFields>) => {
    unsaved.set(key, { ...fields, ...change })
    redraw((n) => n + 1)
  }
  const parameter =
    (name: 'max_tokens' | 'variants' | 'temperature') => (event: React.ChangeEvent<HTMLInputElement>) =>
      set({ parameters: { ...fields.parameters, [name]: event.target.valueAsNumber || 0 } })

  const wanted = JSON.stringify([fields, product, profile])
  useEffect(() => {
    let stale = false
    const timer = setTimeout(() => {
      backend.promptPreview({ brief: fields, product, profile, provider: null }).then(
        (result) => {
          if (stale) return
          setPreview(result)
          setProblem(null)
        },
        (error: unknown) => !stale && setProblem(asProblem(error)),
      )
    }, 250)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [wanted, backend]) // oxlint-disable-line

  const attempt = async (call: () => Promise<Brief>) => {
    try {
      const brief = await call()
      unsaved.delete(key)
      setProblem(null)
      refresh('briefs', 'workspace')
      go('briefs', brief.id)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const save = () => void attempt(() => backend.briefSave(stored?.id ?? null, fields))
  const discard = () => {
    unsaved.delete(key)
    redraw((n) => n + 1)
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
  const insert = (name: string) => {
    const area = template.current
    const at = area?.selectionStart ?? fields.template.length
    const text = `{{ ${name} }}`
    set({ template: fields.template.slice(0, at) + text + fields.template.slice(area?.selectionEnd ?? at) })
    requestAnimationFrame(() => {
      area?.focus()
      area?.setSelectionRange(at + text.length, at + text.length)
    })
  }
  return (
    <>
      <div className={screen.work}>
        <nav className={styles.list} aria-label={say('shell.briefs')}>
          {briefs.map((one) => (
            <a key={one.id} href={`#/briefs/${one.id}`} aria-current={one.id === key ? 'page' : undefined}>
              <b>{briefName(one)}</b>
              <span className="small quiet">
                {one.built_in ? say('briefs.builtIn') : say('briefs.own')}
                {unsaved.has(one.id) && ` · ${say('briefs.notSaved')}`}
              </span>
            </a>
          ))}
          <Button
            look="link"
            icon={<Plus size={14} aria-hidden="true" />}
            hint="n"
            onClick={() => go('briefs', 'new')}
          >
            {say('briefs.new')}
          </Button>
        </nav>
        <section className={styles.form} aria-label={fields.name || say('briefs.new')}>
          {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
          <TextField
            label={say('briefs.name')}
            value={fields.name}
            onChange={(event) => set({ name: event.target.value })}
            errors={errorsOf(problem?.fields, 'name')}
          />
          <TemplateField
            inputRef={template}
            label={say('briefs.template')}
            hint={say('briefs.templateHint')}
            value={fields.template}
            onChange={(value) => set({ template: value })}
            problem={problem}
          />
          <div className={styles.names} role="group" aria-label={say('briefs.insert')}>
            {names.map((name) => (
              <button key={name} type="button" onClick={() => insert(name)}>
                {name}
              </button>
            ))}
          </div>
          <TextArea
            label={say('briefs.instruction')}
            hint={say('briefs.instructionHint')}
            rows={2}
            value={fields.instruction}
            onChange={(event) => set({ instruction: event.target.value })}
            errors={errorsOf(problem?.fields, 'instruction')}
          />
          <TextArea
            label={say('briefs.system')}
            hint={say('briefs.systemHint')}
            rows={2}
            value={fields.system}
            onChange={(event) => set({ system: event.target.value })}
            errors={errorsOf(problem?.fields, 'system')}
          />
          <LanguageField
            label={say('briefs.copyLanguage')}
            hint={say('briefs.copyLanguageHint')}
            none={say('briefs.asProduct')}
            value={fields.copy_language}
            onChange={(copy_language) => set({ copy_language })}
          />
          <div className={screen.row}>
            <TextField
              type="number"
              min={1}
              max={32000}
              label={say('briefs.maxTokens')}
              value={fields.parameters.max_tokens}
              onChange={parameter('max_tokens')}
              errors={errorsOf(problem?.fields, 'max_tokens')}
            />
            <TextField
              type="number"
              min={1}
              max={20}
              label={say('briefs.variants')}
              value={fields.parameters.variants}
              onChange={parameter('variants')}
              errors={errorsOf(problem?.fields, 'variants')}
            />
            <TextField
              type="number"
              min={0}
              max={2}
              step={0.1}
              label={say('briefs.temperature')}
              value={fields.parameters.temperature}
              onChange={parameter('temperature')}
              errors={errorsOf(problem?.fields, 'temperature')}
            />
            <TextField
              type="number"
              min={0}
              label={say('briefs.seed')}
              value={fields.parameters.seed ?? ''}
              onChange={(event) =>
                set({
                  parameters: {
                    ...fields.parameters,
                    seed: event.target.value === '' ? null : event.target.valueAsNumber,
                  },
                })
              }
            />
          </div>
          <TagField
            label={say('briefs.stop')}
            hint={say('briefs.stopHint')}
            values={fields.parameters.stop}
            onChange={(stop) => set({ parameters: { ...fields.parameters, stop } })}
            errors={errorsOf(problem?.fields, 'stop')}
          />
        </section>
        <PromptSide
          preview={problem ? null : preview}
          product={product}
          profile={profile}
          onProduct={setProduct}
          onProfile={setProfile}
        />
      </div>
      <Footer
        keys={[
          { key: 'n', label: say('briefs.new'), run: () => go('briefs', 'new') },
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

interface TemplateProps {
  inputRef: React.RefObject<HTMLTextAreaElement | null>
  label: string
  hint: string
  value: string
  onChange: (value: string) => void
  problem: Problem | null
}

function TemplateField({ inputRef, label, hint, value, onChange, problem }: TemplateProps) {
  return (
    <div
      ref={(element) => {
        inputRef.current = element?.querySelector('textarea') ?? null
      }}
    >
      <TextArea
        label={label}
        hint={hint}
        className="mono"
        rows={6}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        errors={errorsOf(problem?.fields, 'template')}
      />
    </div>
  )
}
