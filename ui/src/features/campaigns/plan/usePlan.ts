import { useEffect, useState } from 'react'
import type { Problem } from '../../../backend/bindings'
import { asProblem, useBackend } from '../../../backend/context'
import { useBriefs, useProfiles, useWorkspace } from '../../../backend/queries'
import { go, useRoute } from '../../../router'
import { blank, planOf, remember, remembered, type Plan } from './plan'

export type Change = (change: Partial<Plan>) => void

/** The plan that is being made in this workspace. It outlives the screen and the program. */
export function usePlan() {
  const backend = useBackend()
  const { params } = useRoute()
  const workspace = useWorkspace().data?.path ?? ''
  const [kept, setKept] = useState(() => remembered(workspace))
  const [problem, setProblem] = useState<Problem | null>(null)
  /** The plan is an earlier campaign's: what people change then is the model. */
  const [again, setAgain] = useState(false)
  const profiles = useProfiles().data
  const briefs = useBriefs().data
  const change: Change = (part) =>
    setKept((before) => {
      const next = { ...before, ...part }
      remember(workspace, next)
      return next
    })
  const [from, products] = [params.get('from'), params.get('products')]
  useEffect(() => {
    if (products) change({ ...blank, picked: products.split(',') })
    if (from)
      backend.campaignRequest(from).then(
        (request) => {
          change(planOf(request))
          setAgain(true)
        },
        (error: unknown) => setProblem(asProblem(error)),
      )
    // the address is read once: what is chosen from now on is not undone by coming back to it
    if (from || products) history.replaceState(null, '', '#/campaigns/new')
  }, [from, products]) // oxlint-disable-line

  // what was deleted meanwhile is not chosen any more
  const plan: Plan = {
    ...kept,
    briefs: briefs
      ? (kept.briefs?.filter((id) => briefs.some((brief) => brief.id === id)) ??
        briefs.slice(0, 1).map((brief) => brief.id))
      : null,
    profiles: profiles
      ? (kept.profiles?.filter((id) => id === null || profiles.some((profile) => profile.id === id)) ?? [
          null,
        ])
      : null,
  }
  return { plan, change, problem, again, reset: () => change(blank), leave: () => go('campaigns') }
}
