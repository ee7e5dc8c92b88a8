import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Pick, Problem, Recommended, RecommendRequest } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'

const TOP = 50

export type Subject = { kind: 'profile'; id: string } | { kind: 'product'; id: string }

/** The row's own side: products of a profile, profiles of a product. */
export const rowId = (subject: Subject, row: Recommended) =>
  subject.kind === 'profile' ? row.product : row.profile

export function usePitch(subject: Subject) {
  const backend = useBackend()
  const client = useQueryClient()
  const [problem, setProblem] = useState<Problem | null>(null)
  const queryKey = ['recommend', subject.kind, subject.id]
  const request: RecommendRequest =
    subject.kind === 'profile'
      ? { kind: 'for_profile', profile: subject.id, top: TOP }
      : { kind: 'for_product', product: subject.id, top: TOP }
  const answer = useQuery({ queryKey, queryFn: () => backend.recommend(request), staleTime: 0 })
  const rows = answer.data ?? []
  const pick = async (row: Recommended, next: Pick | null) => {
    // shown at once; the order follows with the answer
    client.setQueryData<Recommended[]>(queryKey, (old) =>
      old?.map((one) => (one === row ? { ...one, pick: next } : one)),
    )
    try {
      await backend.recommendPick(row.product, row.profile, next)
      setProblem(null)
    } catch (error) {
      setProblem(asProblem(error))
    }
    await client.invalidateQueries({ queryKey: ['recommend'] })
  }
  return {
    rows: rows.filter((row) => row.pick !== 'excluded'),
    excluded: rows.filter((row) => row.pick === 'excluded'),
    loaded: answer.data !== undefined,
    problem: problem ?? (answer.isError ? asProblem(answer.error) : null),
    pick,
  }
}
