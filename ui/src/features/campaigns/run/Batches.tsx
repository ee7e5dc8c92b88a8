import type { RunView } from '../../../backend/bindings'
import { useProgressOf } from '../../../backend/campaigns'
import { useSay } from '../../../i18n'
import { number, when } from '../../../i18n/format'
import styles from './Run.module.css'

/** What the provider works on in its own time. */
export function Batches({ run }: { run: RunView }) {
  const { say, language } = useSay()
  const batches = useProgressOf(run, (progress) => progress.batches)
  if (!batches) return null
  const { open, cells, written, state, expires_at: expires, asked_at: asked } = batches
  const words = [
    say('campaigns.batches.open', { count: open, host: run.host ?? run.provider }),
    say('campaigns.batches.written', {
      written: number(written, language),
      cells: number(cells, language),
    }),
    state,
    expires && say('campaigns.batches.expires', { at: when(expires, language) }),
    asked && say('campaigns.batches.asked', { at: when(asked, language) }),
  ]
  return <p className={styles.batches}>{words.filter(Boolean).join(' · ')}</p>
}
