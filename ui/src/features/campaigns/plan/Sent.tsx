import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { CampaignEstimate, CellPreview } from '../../../backend/bindings'
import { asProblem } from '../../../backend/context'
import { Button } from '../../../components/Button'
import { MarkedMessages } from '../../../components/Sent'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { useStoredBriefName } from '../../../i18n/briefName'
import { moneyRange, number } from '../../../i18n/format'
import { useCell } from './useEstimate'
import styles from './Plan.module.css'

interface Props {
  asked: string | null
  cell: number
  cells: number
  estimate: CampaignEstimate | undefined
  onCell: (cell: number) => void
}

/** Exactly what is sent, cell by cell. */
export function Sent({ asked, cell, cells, estimate, onCell }: Props) {
  const { say, language } = useSay()
  const field = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const preview = useCell(asked, cell, cells)
  const look = (to: number) => {
    setTyped(null)
    onCell(Math.min(Math.max(to, 0), cells - 1))
  }
  return (
    <aside className={styles.sent} aria-label={say('campaigns.exactly')}>
      <header>
        <h2>{say('campaigns.exactly')}</h2>
        {cells > 0 && (
          <span className={styles.turn}>
            <Button
              look="bare"
              aria-label={say('campaigns.formerCell')}
              icon={<ChevronLeft size={14} aria-hidden="true" />}
              disabled={cell === 0}
              onClick={() => look(cell - 1)}
            />
            <label htmlFor={field}>{say('campaigns.cell')}</label>
            <input
              id={field}
              inputMode="numeric"
              value={typed ?? String(cell + 1)}
              onChange={(event) => setTyped(event.target.value)}
              onBlur={() => setTyped(null)}
              onKeyDown={(event) => {
                const to = Number(typed)
                if (event.key === 'Enter' && Number.isInteger(to) && to > 0) look(to - 1)
              }}
            />
            <span>{say('campaigns.ofCells', { cells: number(cells, language) })}</span>
            <Button
              look="bare"
              aria-label={say('campaigns.nextCell')}
              icon={<ChevronRight size={14} aria-hidden="true" />}
              disabled={cell >= cells - 1}
              onClick={() => look(cell + 1)}
            />
          </span>
        )}
      </header>
      {preview.isError && asked && <ProblemNote problem={asProblem(preview.error)} />}
      {preview.data && asked && cells > 0 ? (
        <Payload preview={preview.data} estimate={estimate} />
      ) : (
        <p className="small quiet">{say('campaigns.nothingYet')}</p>
      )}
    </aside>
  )
}

function Payload({ preview, estimate }: { preview: CellPreview; estimate: CampaignEstimate | undefined }) {
  const { say, language } = useSay()
  const stored = useStoredBriefName()
  const { payload, cost } = preview
  const price = estimate?.price
  const figures = [
    payload.model && say('campaigns.sum.model', { model: payload.model }),
    say('campaigns.sum.temperature', { temperature: number(payload.temperature, language) }),
    say('campaigns.sum.tokens', { tokens: number(payload.max_tokens, language) }),
    payload.seed === null ? say('campaigns.seedDrawn') : say('desk.seed', { seed: payload.seed }),
  ]
  const costs = [
    say('campaigns.tokensIn', { count: preview.read, number: number(preview.read, language) }),
    cost && price && (price.input > 0 || price.output > 0)
      ? moneyRange(cost.low, cost.high, price.currency, language)
      : null,
  ]
  return (
    <>
      <p className={styles.which}>
        {preview.product_name} × {preview.profile_name ?? say('common.neutral')} ·{' '}
        {stored(preview.brief_name)}
        {preview.variant > 1 && ` · ${preview.variant}`}
      </p>
      <MarkedMessages
        messages={payload.messages}
        marks={preview.marks}
        replaced={preview.replaced}
        className={styles.message}
      />
      {payload.stop.length > 0 && (
        <p className="small quiet">{say('campaigns.stops', { texts: payload.stop.join(' · ') })}</p>
      )}
      <p className={styles.fine}>
        {figures.filter(Boolean).join(' · ')}
        <br />
        {costs.filter(Boolean).join(' · ')}
      </p>
    </>
  )
}
