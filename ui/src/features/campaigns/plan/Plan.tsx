import { Play } from 'lucide-react'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Problem } from '../../../backend/bindings'
import { answered } from '../../../backend/campaigns'
import { asProblem, useBackend } from '../../../backend/context'
import { useRefresh, useWorkspace } from '../../../backend/queries'
import { Button } from '../../../components/Button'
import screen from '../../../components/screen.module.css'
import { useSay } from '../../../i18n'
import { number } from '../../../i18n/format'
import { go } from '../../../router'
import { Footer } from '../../../shell/Footer'
import { useNamedScreen } from '../../../shell/title'
import { Choices } from './Choices'
import { Estimate } from './Estimate'
import { requestOf, toggled } from './plan'
import { Sent } from './Sent'
import { useEstimate } from './useEstimate'
import { usePlan } from './usePlan'
import styles from './Plan.module.css'

/** Drafts that are written for a look before the rest. */
const TRIAL = 3

/** What a campaign would be: choices at the left, what they come to in the middle, exactly what is sent at the right. */
export function Plan() {
  const workspace = useWorkspace().data
  if (!workspace) return <div className={styles.plan} />
  if (workspace.counts.products === 0) return <NoProducts />
  return <Planning key={workspace.path} />
}

function Planning() {
  const { say, language } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const { plan, change, problem: unread, again, reset } = usePlan()
  const [cell, setCell] = useState(0)
  const [refused, setRefused] = useState<Problem | null>(null)
  const [starting, setStarting] = useState(false)
  const { estimate, problem: estimating, fresh, slow, asked } = useEstimate(requestOf(plan, false))
  const problem = refused ?? estimating ?? unread
  useNamedScreen(plan.name.trim() || say('campaigns.new'), plan.name.trim() ? say('campaigns.plan') : '')

  const drafts = estimate?.cells ?? 0
  // skipped cells of products that stay can be looked at too
  const cells = estimate
    ? estimate.products * estimate.profiles * estimate.variants * estimate.by_brief.length
    : 0
  const shown = Math.min(cell, Math.max(cells - 1, 0))
  const ready = fresh && drafts > 0 && !starting
  const start = async (trial: number | null) => {
    const request = requestOf(plan, !!estimate?.price)
    if (!request || !ready) return
    setStarting(true)
    try {
      const view = await backend.campaignStart(request, trial)
      client.setQueryData(['campaign', view.progress.run], view)
      answered(view.progress)
      refresh('campaigns')
      reset()
      go('campaigns', view.progress.run)
    } catch (error) {
      setRefused(asProblem(error))
      setStarting(false)
    }
  }
  const count = number(drafts, language)
  return (
    <>
      <div className={styles.plan}>
        <Choices
          plan={plan}
          change={(part) => {
            setRefused(null)
            change(part)
          }}
          estimate={estimate}
          fields={problem?.fields ?? []}
          again={again}
        />
        <Estimate
          plan={plan}
          estimate={estimate}
          problem={problem}
          slow={slow}
          onSkip={(reason, skipped) => change({ skips: toggled(plan.skips, reason, skipped) })}
        />
        <Sent asked={asked} cell={shown} cells={cells} estimate={estimate} onCell={setCell} />
      </div>
      <Footer
        keys={[
          { key: 'ArrowLeft', run: () => setCell(Math.max(shown - 1, 0)), when: cells > 1 },
          {
            key: 'ArrowRight',
            label: say('campaigns.otherCells'),
            run: () => setCell(Math.min(shown + 1, cells - 1)),
            when: cells > 1,
          },
          {
            key: 't',
            label: say('campaigns.tryFirst', { count: TRIAL }),
            run: () => void start(TRIAL),
            when: ready && drafts > TRIAL,
          },
          { key: 'mod+Enter', run: () => void start(null), when: ready },
        ]}
      >
        <Button look="link" onClick={reset}>
          {say('campaigns.startOver')}
        </Button>
        {(drafts > TRIAL || !estimate) && (
          <Button hint="t" disabled={drafts <= TRIAL} onClick={() => void start(TRIAL)}>
            {say('campaigns.tryFirst', { count: TRIAL })}
          </Button>
        )}
        <Button
          look="ink"
          hint="mod+Enter"
          icon={<Play size={14} strokeWidth={1.5} aria-hidden="true" />}
          disabled={drafts === 0 || starting || !!estimating}
          onClick={() => void start(null)}
        >
          {drafts > 0 ? say('campaigns.start', { count: drafts, number: count }) : say('campaigns.startIt')}
        </Button>
      </Footer>
    </>
  )
}

function NoProducts() {
  const { say } = useSay()
  useNamedScreen(say('campaigns.new'), '')
  return (
    <>
      <div className={screen.empty}>
        <p className={screen.sentence}>{say('campaigns.noProducts')}</p>
        <Button look="ink" hint="i" onClick={() => go('import')}>
          {say('products.import')}
        </Button>
      </div>
      <Footer keys={[{ key: 'i', label: say('products.import'), run: () => go('import') }]} />
    </>
  )
}
