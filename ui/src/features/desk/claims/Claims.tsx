import { Check } from 'lucide-react'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Claim, DraftView, FieldReport, Standing } from '../../../backend/bindings'
import { useRefresh } from '../../../backend/queries'
import { Button } from '../../../components/Button'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import { AcceptForm } from './AcceptForm'
import { distinct, numbersOf, sentenceAt, useFactName } from './facts'
import { Chip } from './FactChips'
import { light } from './lit'
import styles from './Claims.module.css'

interface Props {
  view: DraftView
  report: FieldReport
  /** Lets the last words be saved before a claim of theirs becomes a fact. */
  settle?: () => Promise<void>
}

// what needs a person stands first
const ORDER: Standing[] = ['differs', 'unsupported', 'supported']
const keyOf = (claim: Claim) => `${claim.field}:${claim.part ?? ''}:${claim.start}:${claim.text}`

/** What the copy claims, and how each claim stands to the facts of the product. */
export function Claims({ view, report, settle }: Props) {
  const { say } = useSay()
  const client = useQueryClient()
  const refresh = useRefresh()
  const [open, setOpen] = useState<string | null>(null)
  const [taken, setTaken] = useState('')
  const factName = useFactName()
  const numbers = numbersOf(report)
  const { provenance } = view.draft
  const copyLanguage = provenance.brief.copy_language || provenance.product.language
  const shown = ORDER.flatMap((standing) => report.claims.filter((claim) => claim.standing === standing))
  const summary = ORDER.map((standing) => ({
    standing,
    count: report.claims.filter((claim) => claim.standing === standing).length,
  })).filter(({ count }) => count > 0)
  const accepted = (claim: Claim, fresh: DraftView) => {
    client.setQueryData(['draft', view.draft.id], fresh)
    setOpen(null)
    setTaken(claim.text)
    refresh('draft', 'drafts', 'workspace', 'products', 'product', 'compare')
  }
  const facts = (claim: Claim) =>
    distinct(claim.facts).map((fact) => (
      <span key={fact.field} className={styles.fact}>
        <Chip number={numbers.get(fact.field) ?? 0} /> <span className="quiet">{factName(fact.field)}</span>{' '}
        <span lang={provenance.product.language || undefined}>{fact.text}</span>
      </span>
    ))
  return (
    <section className={styles.claims} aria-label={say('claims.title')}>
      <h3>
        {say('claims.title')}{' '}
        <span className="small quiet">
          {summary.map(({ standing, count }) => say(`claims.summary.${standing}`, { count })).join(' · ')}
        </span>
      </h3>
      <p className="visually-hidden" role="status">
        {taken && say('claims.taken', { words: taken })}
      </p>
      {shown.length === 0 && <p className="small quiet">{say('claims.none')}</p>}
      <ul>
        {shown.map((claim) => {
          const key = keyOf(claim)
          const sentence = sentenceAt(report, claim, claim.start)
          return (
            <li key={key}>
              <p className={styles.claim}>
                {claim.standing === 'supported' ? (
                  <Check className={styles.tick} size={14} strokeWidth={1.75} aria-hidden="true" />
                ) : claim.standing === 'differs' ? null : (
                  <Mark kind="evidence" silent />
                )}
                <Said
                  claim={claim}
                  language={copyLanguage}
                  onShow={sentence ? () => light({ draft: view.draft.id, sentence, numbers }) : undefined}
                />
                <span className="quiet">{say(`claims.kind.${claim.kind}`)}</span>
              </p>
              <div className={styles.standing}>
                {claim.standing === 'supported' && (
                  <>
                    <span>{say('claims.supported')}</span> {facts(claim)}
                  </>
                )}
                {claim.standing === 'differs' && facts(claim)}
                {claim.standing === 'unsupported' && (
                  <>
                    <span className={styles.unsupported}>{say('claims.unsupported')}</span>
                    {view.product_now && open !== key && (
                      <Button
                        look="link"
                        aria-label={say('claims.acceptNamed', { words: claim.text })}
                        onClick={() => setOpen(key)}
                      >
                        {say('claims.accept')}
                      </Button>
                    )}
                  </>
                )}
              </div>
              {open === key && view.product_now && (
                <AcceptForm
                  draft={view.draft.id}
                  claim={claim}
                  product={view.product_now}
                  settle={settle}
                  onAccepted={(fresh) => accepted(claim, fresh)}
                  onClose={() => setOpen(null)}
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The words of a claim; of one that differs, both values. Where its sentence is known, a press shows what that rests on. */
function Said({ claim, language, onShow }: { claim: Claim; language: string; onShow?: () => void }) {
  const { say } = useSay()
  const differs = claim.standing === 'differs'
  const words = differs ? (
    <>
      <span aria-hidden="true">≠ </span>
      <span className="visually-hidden">{say('claims.differs')}: </span>
      {say('claims.differsChip', { said: claim.text, fact: claim.facts[0]?.text ?? '' })}
    </>
  ) : (
    claim.text
  )
  const look = differs ? styles.differs : onShow ? styles.words : styles.said
  const lang = differs ? undefined : language || undefined
  if (!onShow)
    return (
      <span className={look} lang={lang}>
        {words}
      </span>
    )
  return (
    <button
      type="button"
      className={look}
      lang={lang}
      title={say('claims.show', { words: claim.text })}
      onClick={onShow}
    >
      {words}
    </button>
  )
}
