import type { Approval, Staleness } from '../backend/bindings'
import { useSay } from '../i18n'
import { when } from '../i18n/format'
import styles from './Seal.module.css'

/** The mark of an approval; broken, with what changed, when it no longer holds. */
export function Seal({ approval, stale }: { approval: Approval; stale: Staleness | null }) {
  const { say, language } = useSay()
  const at = when(approval.at, language)
  if (stale) {
    const why =
      stale.kind === 'text'
        ? say('state.staleText')
        : say('state.staleFacts', { fields: stale.fields.join(', ') })
    return (
      <p className={`${styles.seal} ${styles.stale}`}>
        <b>{say('state.stale')}</b> {why}
      </p>
    )
  }
  return (
    <p className={styles.seal}>
      <b>{say('state.approved')}</b> {approval.by} · {at}
    </p>
  )
}
