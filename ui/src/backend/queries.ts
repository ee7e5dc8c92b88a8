// What screens read, under keys that events and changes invalidate.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { DraftQuery, ProductQuery, RunView, Settings } from './bindings'
import { attachCampaigns, ended, goesOn, isTold } from './campaigns'
import { useBackend } from './context'
import { attachRuns } from './runs'
import { spaced } from './spaced'

/** Lists are read again at most so often, in milliseconds, while a campaign fills them. */
const WHILE_GROWING = 1500
const ELSEWHERE = 3000

export const useWorkspace = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['workspace'], queryFn: () => backend.workspace() })
}
export const useSettings = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['settings'], queryFn: () => backend.settings(), staleTime: Infinity })
}
export const useProviders = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['providers'], queryFn: () => backend.providers() })
}
export const useBriefs = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['briefs'], queryFn: () => backend.briefs() })
}
export const useProfiles = (search = '') => {
  const backend = useBackend()
  return useQuery({
    queryKey: ['profiles', search],
    queryFn: () => backend.profiles(search),
    placeholderData: (old) => old,
  })
}
export const useProducts = (query: ProductQuery) => {
  const backend = useBackend()
  return useQuery({
    queryKey: ['products', query],
    queryFn: () => backend.products(query),
    placeholderData: (old) => old,
  })
}
export const useProduct = (id: string | null) => {
  const backend = useBackend()
  return useQuery({ queryKey: ['product', id], queryFn: () => backend.product(id!), enabled: id !== null })
}
export const useDrafts = (query: DraftQuery) => {
  const backend = useBackend()
  return useQuery({
    queryKey: ['drafts', query],
    queryFn: () => backend.drafts(query),
    placeholderData: (old) => old,
  })
}
export const useDraft = (id: string | null) => {
  const backend = useBackend()
  return useQuery({ queryKey: ['draft', id], queryFn: () => backend.draft(id!), enabled: id !== null })
}

/** A run that another process carries out: nothing is told of it here, so it is read again. */
const isElsewhere = ({ progress }: RunView) => goesOn(progress.state) && !isTold(progress.run)

export const useCampaigns = () => {
  const backend = useBackend()
  return useQuery({
    queryKey: ['campaigns'],
    queryFn: () => backend.campaigns(),
    refetchInterval: ({ state }) => (state.data?.some(isElsewhere) ? ELSEWHERE : false),
  })
}
export const useCampaign = (id: string) => {
  const backend = useBackend()
  return useQuery({
    queryKey: ['campaign', id],
    queryFn: () => backend.campaign(id),
    refetchInterval: ({ state }) => (state.data && isElsewhere(state.data) ? ELSEWHERE : false),
  })
}

/** Reads again what may have changed; `draft` is left out where an editor holds newer words than the backend. */
export function useRefresh() {
  const client = useQueryClient()
  return (...keys: string[]) => {
    const stale =
      keys.length > 0
        ? keys
        : [
            'workspace',
            'products',
            'product',
            'profiles',
            'briefs',
            'drafts',
            'draft',
            'providers',
            'compare',
            'campaigns',
            'campaign',
            'voices',
            'partials',
            'shop',
            'rules',
            'recommend',
            'ledger',
            'privacy',
            'approval-rules',
          ]
    for (const key of stale) void client.invalidateQueries({ queryKey: [key] })
  }
}

export function useSaveSettings() {
  const backend = useBackend()
  const client = useQueryClient()
  return async (change: Partial<Settings>) => {
    const before = client.getQueryData<Settings>(['settings']) ?? (await backend.settings())
    client.setQueryData(['settings'], { ...before, ...change })
    client.setQueryData(['settings'], await backend.settingsSave({ ...before, ...change }))
  }
}

/** Keeps lists true while drafts come in. */
export function useLiveLists() {
  const backend = useBackend()
  const refresh = useRefresh()
  useEffect(() => attachRuns(backend), [backend])
  useEffect(
    () =>
      backend.listen((event) => {
        if (event.kind === 'draft_done') refresh('drafts', 'workspace', 'products', 'compare')
        // a draft that fell is said by its own row, with the reason
        if (event.kind === 'approvals_fell')
          refresh('drafts', 'draft', 'workspace', 'products', 'compare', 'ledger')
        if (event.kind === 'run_done') refresh('drafts', 'workspace', 'products', 'compare', 'engine')
      }),
    // the backend never changes while the window stands
    [backend],
  )
  useEffect(() => attachCampaigns(backend), [backend])
  useEffect(() => {
    const grow = spaced(WHILE_GROWING, () =>
      refresh('drafts', 'workspace', 'products', 'campaign-failures', 'campaign-profiles'),
    )
    const known = new Map<string, number>()
    const stop = backend.listen((event) => {
      if (event.kind === 'campaign_rest') {
        grow.forget()
        // not the draft that is open: an editor may hold newer words
        refresh('campaigns', 'campaign', 'campaign-failures', 'campaign-profiles', 'campaign-troubles')
        refresh('drafts', 'workspace', 'products', 'compare', 'engine')
      } else if (event.kind === 'campaign_progress') {
        const { run } = event.progress
        const now = ended(event.progress)
        // a run that was not known was started elsewhere, or while this window stood
        if (!known.has(run)) refresh('campaigns')
        else if (now !== known.get(run)) grow()
        known.set(run, now)
      }
    })
    return () => {
      stop()
      grow.forget()
    }
  }, [backend]) // oxlint-disable-line
}
