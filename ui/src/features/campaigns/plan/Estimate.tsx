import type { CampaignEstimate, Problem, SkipReason } from '../../../backend/bindings'
import { useFieldProblem } from '../../../components/Field'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay, type Key } from '../../../i18n'
import { useStoredBriefName } from '../../../i18n/briefName'
import { durationRange, moneyRange, number, numberRange } from '../../../i18n/format'
import { CapBar } from './CapBar'
import { amount, productsOf, type Plan } from './plan'
import { Skipped } from './Skipped'
import styles from './Plan.module.css'

interface Props {
  plan: Plan
  estimate: CampaignEstimate | undefined
  problem: Problem | null
  slow: boolean
  onSkip: (reason: SkipReason, skipped: boolean) => void
}

/** What the choices come to: one number, ranges with what they rest on, and what is left out. */
export function Estimate({ plan, estimate, problem, slow, onSkip }: Props) {
  const { say, language } = useSay()
  const missing: Key | null = !productsOf(plan)
    ? 'campaigns.missing.products'
    : plan.profiles?.length === 0
      ? 'campaigns.missing.profiles'
      : plan.briefs?.length === 0
        ? 'campaigns.missing.briefs'
        : null
  return (
    <section className={styles.estimate} aria-label={say('campaigns.estimate')} aria-busy={slow} tabIndex={0}>
      <header>
        <p className="label">{say('campaigns.estimate')}</p>
        <p className="label" role="status">
          {slow ? say('campaigns.counting') : ''}
        </p>
      </header>
      {problem && <Refused problem={problem} />}
      {missing && !estimate && <p className={styles.missing}>{say(missing)}</p>}
      {estimate && (
        <>
          <Figures plan={plan} estimate={estimate} />
          {estimate.by_brief.length > 1 && <ByBrief estimate={estimate} />}
          <Skipped rows={estimate.skippable} onSkip={onSkip} />
          <p className={styles.promise}>
            <b>{say('campaigns.neverOverwritten')}</b> {say('campaigns.laidBeside')}
          </p>
        </>
      )}
      {estimate && (
        <p className="visually-hidden" role="status">
          {say('campaigns.drafts', { count: estimate.cells, number: number(estimate.cells, language) })}
        </p>
      )}
    </section>
  )
}

function Figures({ plan, estimate }: { plan: Plan; estimate: CampaignEstimate }) {
  const { say, language } = useSay()
  const { price, cost, host } = estimate
  const skipped = estimate.skippable.reduce((sum, one) => sum + (one.skipped ? one.cells : 0), 0)
  const free = price !== null && price.input === 0 && price.output === 0
  const range = ({ low, high }: { low: number; high: number }) => numberRange(low, high, language)
  const cap = amount(plan.capMoney)
  const rows: [key: string, basis: string, value: string][] = [
    [
      say('campaigns.cost'),
      free
        ? say('campaigns.nothingPaid')
        : price
          ? say('campaigns.prices', { source: price.source })
          : say('campaigns.noPrice'),
      cost && price && !free ? moneyRange(cost.low, cost.high, price.currency, language) : free ? '0' : '–',
    ],
    [
      say('campaigns.tokens'),
      say('campaigns.readWritten', { read: range(estimate.read), written: range(estimate.written) }),
      range(estimate.tokens),
    ],
    [
      say('campaigns.time'),
      plan.delivery === 'batch'
        ? say('campaigns.basis.batch')
        : [
            say('campaigns.sum.inFlight', { number: number(estimate.in_flight, language) }),
            say(estimate.measured ? 'campaigns.basis.measured' : 'campaigns.basis.guess'),
          ].join(language === 'zh-CN' ? '，' : ', '),
      durationRange(estimate.seconds.low, estimate.seconds.high, language),
    ],
    [
      say('campaigns.leaves'),
      host ? say('campaigns.leavesTo', { host }) : say('campaigns.leavesNothing'),
      host ? say('campaigns.yes') : say('campaigns.no'),
    ],
  ]
  return (
    <>
      <p className={styles.big}>
        <span>
          {say('campaigns.drafts', { count: estimate.cells, number: number(estimate.cells, language) })}
        </span>{' '}
        <small>
          {skipped > 0
            ? say('campaigns.fromCells', {
                count: estimate.cells + skipped,
                cells: number(estimate.cells + skipped, language),
                skipped: number(skipped, language),
              })
            : ''}
        </small>
      </p>
      <dl className={styles.figures}>
        {rows.map(([key, basis, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd className="quiet">{basis}</dd>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {cost && price && !free && (cap !== null || !plan.capTokens) ? (
        <CapBar
          range={cost}
          cap={cap === null ? null : Math.round(cap * 1e9)}
          words={(low, high) => moneyRange(low, high, price.currency, language)}
        />
      ) : (
        <CapBar
          range={estimate.tokens}
          cap={amount(plan.capTokens)}
          words={(low, high) => range({ low, high })}
        />
      )}
    </>
  )
}

function ByBrief({ estimate }: { estimate: CampaignEstimate }) {
  const { say, language } = useSay()
  const stored = useStoredBriefName()
  const { price } = estimate
  return (
    <section>
      <h2>{say('campaigns.byBrief')}</h2>
      <ul className={styles.rows}>
        {estimate.by_brief.map((one) => (
          <li key={one.brief} className={styles.brief}>
            <b>{stored(one.brief)}</b>
            <span className="quiet">
              {say('campaigns.drafts', { count: one.cells, number: number(one.cells, language) })}
            </span>
            <span>
              {one.cost && price && (price.input > 0 || price.output > 0)
                ? moneyRange(one.cost.low, one.cost.high, price.currency, language)
                : say('campaigns.tokensOf', {
                    number: numberRange(one.tokens.low, one.tokens.high, language),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const FIELDS: Record<string, Key> = {
  max_tokens: 'briefs.maxTokens',
  variants: 'briefs.variants',
  temperature: 'briefs.temperature',
  in_flight: 'campaigns.inFlight',
  stop: 'briefs.stop',
  template: 'briefs.template',
}

/** Why it cannot be counted or started, with the fields by their names. */
function Refused({ problem }: { problem: Problem }) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  return (
    <ProblemNote problem={problem}>
      {problem.fields.length > 0 && (
        <ul>
          {problem.fields.map((one) => (
            <li key={one.field}>
              <b>{FIELDS[one.field] ? say(FIELDS[one.field]!) : one.field}</b>: {sentence(one)}
            </li>
          ))}
        </ul>
      )}
    </ProblemNote>
  )
}
