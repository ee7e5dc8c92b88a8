import { useSay } from '../../../i18n'
import { useFactName } from './facts'
import { useLit } from './lit'
import styles from './Claims.module.css'

/** The number of a fact: an ink square. */
export function Chip({ number }: { number: number }) {
  const { say } = useSay()
  return (
    <b className={styles.chip}>
      <span aria-hidden="true">{number}</span>
      <span className="visually-hidden">{say('claims.factNumber', { number })}</span>
    </b>
  )
}

/** Beside a row of facts: the chip of the fact, while the lit sentence rests on it. */
export function FactChips({ name, draft }: { name: string; draft: string }) {
  const factName = useFactName()
  const lit = useLit(draft)
  const fact = lit?.sentence.facts.find(({ field }) => factName(field) === name)
  const number = fact && lit?.numbers.get(fact.field)
  return number === undefined ? null : (
    <span className={styles.lit}>
      <Chip number={number} />
    </span>
  )
}
