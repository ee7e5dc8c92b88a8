// What approval asks for, what the ledger holds, what left this machine.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Deed, Draft } from './bindings'
import { useBackend } from './context'

/** Entries of the ledger that are read at a time. */
export const LEDGER_PAGE = 50

export const useApprovalRules = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['approval-rules'], queryFn: () => backend.approvalRules() })
}
export const usePrivacy = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['privacy'], queryFn: () => backend.privacy() })
}
export const useSent = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['privacy', 'sent'], queryFn: () => backend.privacySent(), staleTime: 0 })
}
export const useLedger = (deed: Deed | null) => {
  const backend = useBackend()
  return useInfiniteQuery({
    queryKey: ['ledger', 'pages', deed],
    queryFn: ({ pageParam }) => backend.ledger(pageParam, deed, LEDGER_PAGE),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < LEDGER_PAGE ? null : page.at(-1)!.number),
    staleTime: 0,
  })
}
/** Read again whenever the draft is another: every deed but a waiver changes it, and a waiver invalidates. */
export const useLedgerOf = ({ id, revision, state }: Draft, enabled: boolean) => {
  const backend = useBackend()
  return useQuery({
    queryKey: ['ledger', 'draft', id, revision, state],
    queryFn: () => backend.ledgerOfDraft(id),
    enabled,
    staleTime: 0,
  })
}
