import type { Duty, Market } from '../../backend/bindings'
import { asProblem } from '../../backend/context'
import { useDisclosures } from '../../backend/shelves'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { MARKETS, wordsIn } from './rules/rules'
import styles from './Shop.module.css'

/** What the law of the shop's markets and the platforms ask to be said about AI in a copy. */
export function Duties({ markets }: { markets: Market[] }) {
  const { say } = useSay()
  const file = useDisclosures()
  const duties = file.data?.duty ?? []
  // with no market chosen the language of the copy decides, so any may apply
  const shown = MARKETS.filter((market) => markets.length === 0 || markets.includes(market))
  const groups = [
    ...shown.map((market) => ({
      name: say(`rules.market.${market}`),
      of: duties.filter((duty) => duty.markets.includes(market)),
    })),
    {
      name: say('disclosure.platforms'),
      of: duties.filter(
        (duty) => duty.channels.length > 0 && !duty.markets.some((one) => shown.includes(one)),
      ),
    },
  ].filter((group) => group.of.length > 0)
  return (
    <section className={styles.duties} aria-label={say('disclosure.duties')}>
      <p className="label">{say('disclosure.duties')}</p>
      {file.isError && <ProblemNote problem={asProblem(file.error)} />}
      {file.data && <p className="small quiet">{say('disclosure.dutiesHint', { dated: file.data.dated })}</p>}
      {groups.map((group) => (
        <div key={group.name}>
          <h3>{group.name}</h3>
          {group.of.map((duty) => (
            <OneDuty key={duty.id} duty={duty} />
          ))}
        </div>
      ))}
    </section>
  )
}

function OneDuty({ duty }: { duty: Duty }) {
  const { say, language } = useSay()
  const marks = duty.metadata.map((mark) => say(`disclosure.marking.${mark}`))
  const separator = language === 'en' ? ', ' : '、'
  return (
    <details>
      <summary>
        <b>{wordsIn(duty.name, language)}</b>
        <span className="small quiet">
          {duty.declare && duty.label === 'never'
            ? wordsIn(duty.declare, language)
            : say(`disclosure.label.${duty.label}`, { words: wordsIn(duty.words, language) })}
        </span>
      </summary>
      <div>
        <p>{wordsIn(duty.note, language)}</p>
        {marks.length > 0 && <p>{say('disclosure.marks', { marks: marks.join(separator) })}</p>}
        <p className="small quiet">
          {[
            wordsIn(duty.basis, language),
            say('disclosure.since', { date: duty.since }),
            say(`disclosure.evidence.${duty.evidence}`),
          ].join(' · ')}
        </p>
        {duty.sources.map((source) => (
          <p key={source.url} className="small quiet">
            {say('disclosure.read', { title: source.title, read: source.read })}
            <br />
            {source.url}
          </p>
        ))}
      </div>
    </details>
  )
}
