import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Problem, Resume, Retry, RunView } from '../../backend/bindings'
import { answered, forget } from '../../backend/campaigns'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'

export const RESUME: Resume = {
  skip_failed: false,
  skip_unknown: false,
  trial: null,
  caps: null,
  in_flight: null,
}

/** What a person can do with a run; the last problem is said where it was asked for. */
export function useRunActions() {
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const [problem, setProblem] = useState<Problem | null>(null)
  const act = async (id: string, call: () => Promise<RunView | void>, again: boolean) => {
    // what was told of a run at rest is not true any more; what comes from now on is
    if (again) forget(id)
    try {
      const view = await call()
      setProblem(null)
      if (view) {
        client.setQueryData(['campaign', id], view)
        answered(view.progress)
      }
    } catch (error) {
      setProblem(asProblem(error))
    }
    refresh('campaigns', 'campaign', 'campaign-failures', 'campaign-profiles', 'campaign-troubles')
  }
  return {
    problem,
    dismiss: () => setProblem(null),
    pause: (id: string) => void act(id, () => backend.campaignPause(id), false),
    cancel: (id: string) => void act(id, () => backend.campaignCancel(id), true),
    resume: (id: string, how: Partial<Resume> = {}) =>
      void act(id, () => backend.campaignResume(id, { ...RESUME, ...how }), true),
    retry: (id: string, which: Partial<Retry>) =>
      void act(id, () => backend.campaignRetry(id, { cells: [], states: [], code: null, ...which }), false),
  }
}
