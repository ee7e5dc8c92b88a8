import type { Reason } from '../../backend/bindings'
import i18next, { useSay } from '../../i18n'

/** Why a product is worth pitching, in words: which interest met which fact, and how. */
export function useReasonWords() {
  const { say, t } = useSay()
  const field = (name: string) => {
    const key = name === 'attributes' || name === 'facts' ? 'products.facts' : `field.${name}`
    return i18next.exists(key) ? t(key) : name
  }
  return ({ interest, fact, field: name, via }: Reason): { met: string; how: string } => {
    // a match by meaning may be far from the field's words: the fact alone says more
    const far = via.kind === 'concept' || via.kind === 'near'
    return {
      met: `${interest} → ${far ? fact : say('row.field', { name: field(name), why: fact })}`,
      how:
        via.kind === 'concept' || via.kind === 'near'
          ? say(`pitch.via.${via.kind}`, { concept: via.concept })
          : say(`pitch.via.${via.kind}`),
    }
  }
}
