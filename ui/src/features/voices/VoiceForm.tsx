import type { Problem, VoiceFields } from '../../backend/bindings'
import { useSomeProducts } from '../../backend/shelves'
import { errorsOf, TextArea, TextField } from '../../components/Field'
import { LineList } from '../../components/LineList'
import { ProblemNote } from '../../components/ProblemNote'
import { TagField } from '../../components/TagField'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { ToneSliders } from './ToneSliders'

interface Props {
  fields: VoiceFields
  set: (change: Partial<VoiceFields>) => void
  problem: Problem | null
}

export function VoiceForm({ fields, set, problem }: Props) {
  const { say } = useSay()
  const products = useSomeProducts()
  const brands = [...new Set(products.map((one) => one.brand.trim()).filter(Boolean))]
  const errors = (name: string) => errorsOf(problem?.fields, name)
  const line = (field: 'dos' | 'donts') => ({
    label: say(`voices.${field}`),
    name: (number: number) => say(`voices.line.${field}`, { number }),
    add: say('voices.addSentence'),
    values: fields[field],
    onChange: (values: string[]) => set({ [field]: values }),
    errors: errors(field),
  })
  const tags = (field: 'use_words' | 'avoid_words' | 'glossary') => ({
    label: say(`voices.${field}`),
    values: fields[field],
    onChange: (values: string[]) => set({ [field]: values }),
    errors: errors(field),
  })
  return (
    <>
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <div className={screen.row}>
        <TextField
          label={say('briefs.name')}
          value={fields.name}
          onChange={(event) => set({ name: event.target.value })}
          errors={errors('name')}
        />
        <TextField
          label={say('voices.brand')}
          list="voice-brands"
          value={fields.brand}
          onChange={(event) => set({ brand: event.target.value })}
          errors={errors('brand')}
        />
      </div>
      <p className="small quiet">{say(fields.brand.trim() ? 'voices.brandOne' : 'voices.brandAll')}</p>
      <datalist id="voice-brands">
        {brands.map((brand) => (
          <option key={brand} value={brand} />
        ))}
      </datalist>
      <TextArea
        label={say('voices.description')}
        hint={say('voices.descriptionHint')}
        rows={3}
        value={fields.description}
        onChange={(event) => set({ description: event.target.value })}
        errors={errors('description')}
      />
      <ToneSliders values={fields.tones} onChange={(tones) => set({ tones })} errors={errors('tones')} />
      <LineList {...line('dos')} />
      <LineList {...line('donts')} />
      <TagField {...tags('use_words')} />
      <TagField {...tags('avoid_words')} hint={say('voices.avoidHint')} />
      <TagField {...tags('glossary')} hint={say('voices.glossaryHint')} />
      <LineList
        long
        label={say('voices.samples')}
        hint={say('voices.samplesHint')}
        name={(number) => say('voices.line.samples', { number })}
        add={say('voices.addText')}
        values={fields.samples}
        onChange={(samples) => set({ samples })}
        errors={errors('samples')}
      />
    </>
  )
}
