import type { Approval, Finding, Staleness } from '../backend/bindings'
import { useSay } from '../i18n'
import { when } from '../i18n/format'
import { useStaleness } from './staleness'
import styles from './Seal.module.css'

interface Props {
  approval: Approval
  stale: Staleness | null
  /** What is found now: it names the rules that an approval fell by. */
  findings?: Finding[]
}

/** The mark of an approval; broken, with what changed, when it no longer holds. */
export function Seal({ approval, stale, findings }: Props) {
  const { say, language } = useSay()
  const staleness = useStaleness()
  if (stale)
    return (
      <p className={`${styles.seal} ${styles.stale}`}>
        <b>{say('state.stale')}</b> {staleness.sentence(stale, findings)}
      </p>
    )
  return (
    <p className={styles.seal}>
      <b>{say('state.approved')}</b> {approval.by} · {when(approval.at, language)}
    </p>
  )
}
