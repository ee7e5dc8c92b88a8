import { useSay } from '../../i18n'
import { FIELDS } from './Columns'

const KNOWN = new Set<string>(Object.values(FIELDS).flat())

/** A field in the person's language; a fact by its own name. */
export function useFieldName() {
  const { say } = useSay()
  return (field: string): string => {
    if (field === 'attributes') return say('products.facts')
    return KNOWN.has(field) ? say(`field.${field as 'name'}`) : field
  }
}

/** Fields one after the other. */
export function useFieldNames() {
  const { language } = useSay()
  const name = useFieldName()
  return (fields: string[]) => fields.map(name).join(language === 'en' ? ', ' : '、')
}
