// The texts of a product that a finding can be about, and the fields without the words of findings.
import type { Finding, ProductFields } from '../../../backend/bindings'
import { isThere, takenOut } from '../../../text/takeOut'

type Change = Partial<ProductFields>
interface Spot {
  text: string
  put: (text: string) => Change
}

const swapped = <T>(list: T[], index: number, next: T) => list.map((one, at) => (at === index ? next : one))

function spots(fields: ProductFields, { field, part }: Finding): Spot[] {
  switch (field) {
    case 'name':
    case 'description':
    case 'category':
    case 'brand':
      return [{ text: fields[field], put: (text) => ({ [field]: text }) }]
    case 'tags': {
      const tag = part === null ? undefined : fields.tags[part]
      if (tag === undefined) return []
      return [{ text: tag, put: (text) => ({ tags: swapped(fields.tags, part!, text) }) }]
    }
    case 'attributes': {
      const fact = part === null ? undefined : fields.attributes[part]
      if (!fact) return []
      return (['value', 'name'] as const).map((key) => ({
        text: fact[key],
        put: (text) => ({ attributes: swapped(fields.attributes, part!, { ...fact, [key]: text }) }),
      }))
    }
    default:
      return []
  }
}

/** The text that holds a finding's words; none where they are gone by now. */
function spotOf(fields: ProductFields, finding: Finding): Spot | undefined {
  const all = spots(fields, finding)
  return all.find(({ text }) => isThere(text, finding)) ?? all.find(({ text }) => text.includes(finding.text))
}

/** The text around a finding's words; null where they are gone by now. */
export const textOf = (fields: ProductFields, finding: Finding): string | null =>
  spotOf(fields, finding)?.text ?? null

const only = ({ rule }: Finding) =>
  rule === 'hostile.invisible' ? 'unseen' : rule === 'hostile.bidi' ? 'turning' : undefined

/** What changes when the words of findings are taken out. A tag of which nothing is left goes away. */
export function without(fields: ProductFields, findings: Finding[]): Change {
  // from the end, so that the places before stay true
  const ordered = findings.toSorted((a, b) => b.start - a.start)
  const change = ordered.reduce<Change>((done, finding) => {
    const spot = spotOf({ ...fields, ...done }, finding)
    return spot ? { ...done, ...spot.put(takenOut(spot.text, finding, only(finding))) } : done
  }, {})
  if (!change.tags) return change
  return { ...change, tags: [...new Set(change.tags)].filter((tag) => tag.trim()) }
}

/** Findings that are read and taken out together: unseen characters of one text. */
export function grouped(findings: Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { rule, level, field, part, start } = finding
    const alone = only(finding) ? '' : start
    const key = [field, part, rule, level, alone].join('|')
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return [...groups.values()]
}
