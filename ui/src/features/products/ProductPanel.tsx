import { useEffect, useState } from 'react'
import type { Problem, ProductFields } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProduct, useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { errorsOf, TextArea, TextField } from '../../components/Field'
import { LanguageField } from '../../components/LanguageField'
import { ProblemNote } from '../../components/ProblemNote'
import { Sheet } from '../../components/Sheet'
import { StaysField } from '../../components/Stays'
import { TagField } from '../../components/TagField'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { useKeys } from '../../keys'
import { go } from '../../router'
import { FactRows } from './FactRows'
import { Inspected, Summary } from './inspecting/Inspected'
import { useInspection } from './inspecting/useInspection'
import { SourceTable } from './SourceTable'

const blank: ProductFields = {
  sku: '',
  name: '',
  description: '',
  price: '',
  currency: '',
  category: '',
  brand: '',
  tags: [],
  attributes: [],
  language: '',
  local_only: false,
}
const pick = (product: ProductFields): ProductFields =>
  Object.fromEntries(
    Object.keys(blank).map((key) => [key, product[key as keyof ProductFields]]),
  ) as unknown as ProductFields

interface Props {
  id: string | null
  categories: string[]
  onClose: () => void
  onSaved: (reopened: number) => void
}

export function ProductPanel({ id, categories, onClose, onSaved }: Props) {
  const { say } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const stored = useProduct(id)
  const [fields, setFields] = useState<ProductFields | null>(id ? null : blank)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [leaving, setLeaving] = useState(false)
  useEffect(() => {
    if (stored.data) setFields((typed) => typed ?? pick(stored.data))
  }, [stored.data])
  const before = stored.data ? pick(stored.data) : blank
  const changed = fields !== null && JSON.stringify(fields) !== JSON.stringify(before)
  const close = () => (changed && !leaving ? setLeaving(true) : onClose())
  const save = async () => {
    if (!fields) return
    try {
      const { reopened } = await backend.productSave(id, {
        ...fields,
        attributes: fields.attributes.filter((fact) => fact.name.trim() || fact.value.trim()),
      })
      refresh()
      onSaved(reopened)
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  useKeys([{ key: 'mod+Enter', label: say('common.save'), run: () => void save() }])
  const set = (change: Partial<ProductFields>) => setFields((now) => ({ ...(now ?? blank), ...change }))
  const text = (key: 'sku' | 'name' | 'price' | 'currency' | 'category' | 'brand') => ({
    value: fields?.[key] ?? '',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set({ [key]: event.target.value }),
    errors: errorsOf(problem?.fields, key),
  })
  const inspection = useInspection(fields, set)
  const isSuspicious = (tag: number) =>
    inspection?.findings.some(
      ({ field, part, level }) => field === 'tags' && part === tag && level !== 'advice',
    )
  return (
    <Sheet
      title={id ? (stored.data?.name ?? say('products.product')) : say('products.new')}
      onClose={close}
      footer={
        <>
          {leaving && <span role="alert">{say('common.unsaved')}</span>}
          {id && !leaving && (
            <Button
              look="link"
              onClick={() => (changed ? setLeaving(true) : go('products', id, { tab: 'profiles' }))}
            >
              {say('pitch.product')}
            </Button>
          )}
          <Button onClick={leaving ? onClose : close}>
            {leaving ? say('common.discard') : say('common.cancel')}
          </Button>
          <Button look="ink" hint="mod+Enter" disabled={!changed} onClick={() => void save()}>
            {say('common.save')}
          </Button>
        </>
      }
    >
      {stored.isError && <ProblemNote problem={asProblem(stored.error)} />}
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      {inspection && <Summary inspection={inspection} unsaved={changed} />}
      {fields && inspection && (
        <>
          <TextField label="SKU" {...text('sku')} spellCheck={false} />
          <Inspected inspection={inspection} of={({ field }) => field === 'name'}>
            <TextField label={say('products.name')} {...text('name')} lang={fields.language || undefined} />
          </Inspected>
          <Inspected inspection={inspection} of={({ field }) => field === 'description'}>
            <TextArea
              label={say('products.description')}
              className="serif"
              rows={6}
              lang={fields.language || undefined}
              value={fields.description}
              onChange={(event) => set({ description: event.target.value })}
              errors={errorsOf(problem?.fields, 'description')}
            />
          </Inspected>
          <div className={screen.row}>
            <TextField label={say('products.price')} {...text('price')} hint={say('products.priceHint')} />
            <TextField label={say('products.currency')} {...text('currency')} />
          </div>
          <Inspected
            inspection={inspection}
            named
            of={({ field }) => field === 'category' || field === 'brand'}
          >
            <div className={screen.row}>
              <TextField label={say('products.category')} {...text('category')} list="categories" />
              <TextField label={say('products.brand')} {...text('brand')} />
            </div>
          </Inspected>
          <datalist id="categories">
            {categories.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Inspected inspection={inspection} named of={({ field }) => field === 'tags'}>
            <TagField
              label={say('products.tags')}
              values={fields.tags}
              onChange={(tags) => set({ tags })}
              errors={errorsOf(problem?.fields, 'tags')}
              caution={(index) => (isSuspicious(index) ? say('incoming.title') : undefined)}
            />
          </Inspected>
          <FactRows
            facts={fields.attributes}
            onChange={(attributes) => set({ attributes })}
            errors={errorsOf(problem?.fields, 'attributes')}
            around={(index, row) => (
              <Inspected
                inspection={inspection}
                of={({ field, part }) => field === 'attributes' && part === index}
              >
                {row}
              </Inspected>
            )}
          />
          <LanguageField
            label={say('products.language')}
            value={fields.language}
            onChange={(language) => set({ language })}
          />
          <StaysField
            checked={fields.local_only}
            hint={say('data.staysProduct')}
            onChange={(local_only) => set({ local_only })}
          />
          {stored.data?.source_row && <SourceTable source={stored.data.source_row} />}
        </>
      )}
    </Sheet>
  )
}
