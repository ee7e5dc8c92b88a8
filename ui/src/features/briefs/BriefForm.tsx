import { useRef } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { BriefFields, Problem } from '../../backend/bindings'
import { useBackend } from '../../backend/context'
import { usePartials } from '../../backend/shelves'
import { errorsOf, TextArea, TextField } from '../../components/Field'
import { LanguageField } from '../../components/LanguageField'
import { ProblemNote } from '../../components/ProblemNote'
import { TagField } from '../../components/TagField'
import { useSay } from '../../i18n'
import { ChannelChoice } from './ChannelChoice'
import { Examples } from './Examples'
import { Sampling } from './Sampling'
import { TemplateHelp } from './TemplateHelp'
import { Variables } from './Variables'
import styles from './Briefs.module.css'

interface Props {
  fields: BriefFields
  set: (change: Partial<BriefFields>) => void
  problem: Problem | null
}

export function BriefForm({ fields, set, problem }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const parts = usePartials().data ?? []
  const names =
    useQuery({ queryKey: ['template-fields'], queryFn: () => backend.templateFields(), staleTime: Infinity })
      .data ?? []
  const box = useRef<HTMLDivElement>(null)
  const own = fields.variables.map((one) => one.name).filter(Boolean)
  const insert = (text: string) => {
    const area = box.current?.querySelector('textarea')
    const at = area?.selectionStart ?? fields.template.length
    set({ template: fields.template.slice(0, at) + text + fields.template.slice(area?.selectionEnd ?? at) })
    requestAnimationFrame(() => {
      area?.focus()
      area?.setSelectionRange(at + text.length, at + text.length)
    })
  }
  const errors = (name: string) => errorsOf(problem?.fields, name)
  const text = (name: 'name' | 'template' | 'instruction' | 'system') => ({
    value: fields[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      set({ [name]: event.target.value }),
    errors: errors(name),
  })
  return (
    <>
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <TextField label={say('briefs.name')} {...text('name')} />
      <ChannelChoice fields={fields} set={set} />
      <div ref={box}>
        <TextArea
          label={say('briefs.template')}
          hint={say('briefs.templateHint')}
          className="mono"
          rows={6}
          spellCheck={false}
          {...text('template')}
        />
      </div>
      <div className={styles.names} role="group" aria-label={say('briefs.insert')}>
        {[...own, ...names].map((name) => (
          <button key={name} type="button" onClick={() => insert(`{{ ${name} }}`)}>
            {name}
          </button>
        ))}
        {parts.map((part) => (
          <button
            key={part.id}
            type="button"
            title={say('parts.insert', { name: part.name })}
            onClick={() => insert(`{% include '${part.name}' %}`)}
          >
            {'{% '}
            {part.name}
            {' %}'}
          </button>
        ))}
      </div>
      <TemplateHelp names={names} onInsert={insert} />
      <Variables
        values={fields.variables}
        onChange={(variables) => set({ variables })}
        errors={errors('variables')}
      />
      <TextArea
        label={say('briefs.instruction')}
        hint={say('briefs.instructionHint')}
        rows={2}
        {...text('instruction')}
      />
      <TextArea label={say('briefs.system')} hint={say('briefs.systemHint')} rows={2} {...text('system')} />
      <LanguageField
        label={say('briefs.copyLanguage')}
        hint={say('briefs.copyLanguageHint')}
        none={say('briefs.asProduct')}
        value={fields.copy_language}
        onChange={(copy_language) => set({ copy_language })}
      />
      <Examples
        value={fields.examples}
        onChange={(examples) => set({ examples })}
        errors={errors('examples')}
      />
      <Sampling
        parameters={fields.parameters}
        onChange={(parameters) => set({ parameters })}
        errors={errors}
      />
      <TagField
        label={say('briefs.stop')}
        hint={say('briefs.stopHint')}
        values={fields.parameters.stop}
        onChange={(stop) => set({ parameters: { ...fields.parameters, stop } })}
        errors={errors('stop')}
      />
    </>
  )
}
