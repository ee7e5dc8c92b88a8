import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CampaignRequest } from '../../../backend/bindings'
import { asProblem, useBackend } from '../../../backend/context'

/** Choices that change faster than this are asked about once. */
const DEBOUNCE = 250
/** Nothing is said of an answer that comes sooner. */
const PATIENCE = 300

function useSettled<T>(value: T, millis: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis)
    return () => clearTimeout(timer)
  }, [value, millis])
  return settled
}

/** True once something has been true for a while. */
export function useLater(now: boolean): boolean {
  const [later, setLater] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLater(now), now ? PATIENCE : 0)
    return () => clearTimeout(timer)
  }, [now])
  return now && later
}

/** The estimate of a request, asked again when it has stood still for a moment; the former figures stay meanwhile. */
export function useEstimate(request: CampaignRequest | null) {
  const backend = useBackend()
  // neither the name nor the caps change what it would cost
  const now = request && JSON.stringify({ ...request, name: '', caps: { tokens: null, nano: null } })
  const asked = useSettled(now, DEBOUNCE)
  const query = useQuery({
    queryKey: ['estimate', asked],
    queryFn: () => backend.campaignEstimate(JSON.parse(asked!) as CampaignRequest),
    enabled: asked !== null,
    placeholderData: (old) => old,
    staleTime: 0,
  })
  const fresh = now !== null && asked === now && query.isSuccess && !query.isPlaceholderData
  const failed = now !== null && asked === now && query.isError
  return {
    estimate: now === null ? undefined : query.data,
    problem: failed ? asProblem(query.error) : null,
    /** The figures are those of what is chosen now. */
    fresh,
    slow: useLater(now !== null && !fresh && !failed),
    asked: now === null ? null : asked,
  }
}

/** Exactly what would be sent for one cell. */
export function useCell(asked: string | null, cell: number, cells: number) {
  const backend = useBackend()
  return useQuery({
    queryKey: ['estimate', 'cell', asked, cell],
    queryFn: () => backend.campaignPreviewCell(JSON.parse(asked!) as CampaignRequest, cell),
    enabled: asked !== null && cell < cells,
    placeholderData: (old) => old,
    staleTime: 0,
  })
}
