import type { DraftView } from '../../../backend/bindings'
import { useSay } from '../../../i18n'
import { FactChips } from '../claims/FactChips'
import { factsOf, isChanged } from './factRows'

/** What a claim can be checked against. */
export function Facts({ view }: { view: DraftView }) {
  const { say } = useSay()
  const { draft, product_now } = view
  return (
    <section>
      <h3>{say('desk.facts')}</h3>
      <dl lang={draft.provenance.product.language || undefined}>
        {factsOf(view).map((row) => {
          const name = row.label ? say(row.label) : row.field
          return (
            <div key={`${row.label ?? ''}:${row.field}`}>
              <dt>
                {name} <FactChips name={name} draft={draft.id} />
              </dt>
              <dd>
                {isChanged(row) ? (
                  <>
                    <del>{row.value}</del> <ins>{row.today || say('desk.gone')}</ins>
                  </>
                ) : (
                  row.value
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      {!product_now && <p className="small quiet">{say('desk.productGone')}</p>}
    </section>
  )
}
