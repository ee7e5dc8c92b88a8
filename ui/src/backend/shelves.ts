// What the shelves beside the copy read: voices, parts, channels, versions, and the shop.
import { useQuery } from '@tanstack/react-query'
import type { ProductQuery } from './bindings'
import { useBackend } from './context'
import { useProducts } from './queries'

export const useVoices = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['voices'], queryFn: () => backend.voices() })
}
export const usePartials = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['partials'], queryFn: () => backend.partials() })
}
export const useChannels = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['channels'], queryFn: () => backend.channels(), staleTime: Infinity })
}
export const useDisclosures = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['disclosures'], queryFn: () => backend.disclosures(), staleTime: Infinity })
}
export const useShop = () => {
  const backend = useBackend()
  return useQuery({ queryKey: ['shop'], queryFn: () => backend.shop() })
}
export const useBriefVersions = (id: string | null, version: number) => {
  const backend = useBackend()
  return useQuery({
    queryKey: ['brief-versions', id, version],
    queryFn: () => backend.briefVersions(id!),
    enabled: id !== null,
  })
}
export const useVoiceVersions = (id: string | null, version: number) => {
  const backend = useBackend()
  return useQuery({
    queryKey: ['voice-versions', id, version],
    queryFn: () => backend.voiceVersions(id!),
    enabled: id !== null,
  })
}

/** Enough products to choose one from, in the order in which they came. */
const SOME: ProductQuery = {
  search: '',
  category: null,
  tag: null,
  with_drafts: false,
  order: 'added',
  descending: false,
  offset: 0,
  limit: 300,
}
export const useSomeProducts = () => useProducts(SOME).data?.rows ?? []
