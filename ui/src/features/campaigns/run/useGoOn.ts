import { useState } from 'react'
import type { Caps, Resume, RunView } from '../../../backend/bindings'
import { useProgressOf } from '../../../backend/campaigns'
import { amount } from '../plan/plan'

const NANO = 1e9

/** How a person goes on with a run that rests: with what failed or is of unknown outcome or without, and with which caps. */
export function useGoOn(run: RunView, resume: (how: Partial<Resume>) => void) {
  const kind = useProgressOf(run, ({ state, pause }) => (state === 'paused' ? (pause?.kind ?? null) : null))
  const [failedToo, setFailedToo] = useState(true)
  const [unknownToo, setUnknownToo] = useState(true)
  const [typed, setTyped] = useState<string | null>(null)
  const capped = kind === 'cost' || kind === 'tokens'
  const before =
    kind === 'cost'
      ? run.caps.nano === null
        ? null
        : run.caps.nano / NANO
      : kind === 'tokens'
        ? run.caps.tokens
        : null
  const cap = typed ?? (before === null ? '' : String(before))
  const next = amount(cap)
  /** A cap that stopped it has to be raised, or taken away, before it goes on. */
  const may = !capped || cap.trim() === '' || (next !== null && next > (before ?? 0))
  const caps: Caps | null = !capped
    ? null
    : kind === 'cost'
      ? { ...run.caps, nano: next === null ? null : Math.round(next * NANO) }
      : { ...run.caps, tokens: next === null ? null : Math.round(next) }
  const goOn = () => {
    if (!may) return
    setTyped(null)
    resume({ skip_failed: !failedToo, skip_unknown: !unknownToo, caps })
  }
  return {
    kind,
    capped,
    cap,
    setCap: setTyped,
    failedToo,
    setFailedToo,
    unknownToo,
    setUnknownToo,
    may,
    goOn,
  }
}
