import { X } from 'lucide-react'
import { useState } from 'react'
import { useCampaigns } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import { useSay } from '../../i18n'
import { go } from '../../router'
import styles from './InterruptedStrip.module.css'

/** Dismissed for as long as the window stands: the list of campaigns offers them still. */
const dismissed = new Set<string>()

/** A campaign that the end of the program cut short is said where work begins. */
export function InterruptedStrip() {
  const { say } = useSay()
  const [, draw] = useState(0)
  const cut = (useCampaigns().data ?? []).filter(
    ({ progress: { run, state, pause } }) =>
      state === 'paused' && pause?.kind === 'interrupted' && !dismissed.has(run),
  )
  const first = cut[0]
  if (!first) return null
  return (
    <p className={styles.strip}>
      <Mark kind="caution" silent />
      <span>{say('desk.interrupted', { count: cut.length, name: first.name })}</span>
      <Button look="link" onClick={() => go('campaigns', cut.length === 1 ? first.progress.run : null)}>
        {say('desk.lookAtIt', { count: cut.length })}
      </Button>
      <Button
        look="bare"
        aria-label={say('common.dismiss')}
        icon={<X size={14} aria-hidden="true" />}
        onClick={() => {
          for (const run of cut) dismissed.add(run.progress.run)
          draw((n) => n + 1)
        }}
      />
    </p>
  )
}
