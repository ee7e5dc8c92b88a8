// What the ledger says, in the person's language: what was done, and more about it.
import type { Deed, LedgerEntry, Staleness } from '../../backend/bindings'
import { useStaleness } from '../../components/staleness'
import { useSay } from '../../i18n'

/** In the order in which they are offered. */
export const DEEDS: Deed[] = [
  'generated',
  'edited',
  'waived',
  'waiver_withdrawn',
  'fact_accepted',
  'approved',
  'rejected',
  'reopened',
  'stale',
  'deleted',
  'restored',
  'sent',
  'exported',
  'rules_changed',
  'erased',
  'expired',
]

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const count = (value: unknown) => (typeof value === 'number' ? value : 0)
const inside = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

export function useDeeds() {
  const { say, language } = useSay()
  const staleness = useStaleness()
  const isEnglish = language === 'en'
  const joined = (...parts: (string | false)[]) => parts.filter(Boolean).join(isEnglish ? ', ' : '，')
  const quoted = (findings: unknown, reason = '') => {
    const places: unknown[] = Array.isArray(findings) ? findings : []
    const words = new Set(places.map((place) => text(inside(place).text)).filter(Boolean))
    const quotes = joined(...[...words].map((word) => `“${word}”`))
    return [quotes, reason].filter(Boolean).join(isEnglish ? ': ' : '：')
  }
  const more = (deed: Deed, detail: Record<string, unknown>): string => {
    switch (deed) {
      case 'generated':
        return joined(text(detail.sku), text(detail.brief), text(detail.model))
      case 'edited':
        return typeof detail.restored_from === 'number'
          ? say('ledger.restoredFrom', { number: detail.restored_from })
          : say('ledger.revision', { number: count(detail.revision) })
      case 'approved':
        return say('ledger.revision', { number: count(detail.revision) })
      case 'waived':
        return quoted(detail.findings, text(detail.reason))
      case 'waiver_withdrawn':
        return quoted(detail.findings)
      case 'rejected':
        return text(detail.reason)
      case 'stale':
        return 'kind' in detail ? staleness.sentence(detail as unknown as Staleness) : ''
      case 'sent':
        return say('ledger.requests', {
          count: count(detail.requests),
          host: text(detail.host),
          model: text(detail.model),
        })
      case 'exported':
        return joined(
          typeof detail.drafts === 'number' && say('ledger.drafts', { count: detail.drafts }),
          text(detail.path),
        )
      case 'rules_changed':
        if ('approval_rules' in detail)
          return say(inside(detail.approval_rules).second_person ? 'ledger.secondOn' : 'ledger.secondOff')
        return 'privacy' in detail ? say('ledger.privacyChanged') : ''
      case 'erased':
        return say('ledger.drafts', { count: count(detail.drafts) })
      case 'expired':
        return say('ledger.expired', {
          drafts: count(detail.drafts),
          prompts: count(detail.prompts),
          days: count(detail.days),
        })
      default:
        return text(detail.name) || text(detail.reason)
    }
  }
  return {
    name: (deed: Deed) => say(`deed.${deed}`),
    by: ({ by }: LedgerEntry) => by || say('ledger.program'),
    /** Null when it was erased. */
    detail: ({ deed, detail }: LedgerEntry) => (detail === null ? null : more(deed, detail)),
  }
}
