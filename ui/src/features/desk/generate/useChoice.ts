import { useState } from 'react'
import type { Variable } from '../../../backend/bindings'
import { useBackend } from '../../../backend/context'
import { useBriefs, useRefresh } from '../../../backend/queries'
import { useChannels } from '../../../backend/shelves'
import { useSay } from '../../../i18n'
import { optionsOf, remember, remembered, usual } from './choice'

/** What is to be written, with the values of the brief's variables in this run. */
export function useChoice() {
  const { language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const briefs = useBriefs().data ?? []
  const views = useChannels().data ?? []
  const [chosen, setChosen] = useState(remembered)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const spoken = language === 'zh-CN' ? 'zh' : 'en'
  // kept from another workspace it may be a channel that is not there
  const there =
    chosen !== null && (chosen.channel === '' || optionsOf(chosen.channel, briefs, views).length > 0)
  const channel = there ? chosen.channel : (briefs[0]?.channel ?? '')
  const options = optionsOf(channel, briefs, views)
  const option =
    options.find((one) => one.value === chosen?.option) ??
    (channel === '' ? options[0] : usual(options, channel, spoken))
  const variables: Variable[] = (option?.fields.variables ?? []).map(({ name, value }) => ({
    name,
    value: typed[name] ?? value,
  }))
  const choose = (next: { channel?: string; option?: string }) => {
    const kept = { channel: next.channel ?? channel, option: next.option ?? '' }
    setChosen(kept)
    // a name means something else in another brief
    setTyped({})
    remember(kept)
  }
  /** The brief of the workspace; a shipped one becomes one now. */
  const resolved = async (): Promise<string | null> => {
    if (!option) return null
    if (option.brief) return option.brief.id
    const brief = await backend.channelBrief(channel, option.shipped!)
    refresh('briefs')
    return brief.id
  }
  return {
    channel,
    options,
    option,
    variables,
    setVariable: (name: string, value: string) => setTyped({ ...typed, [name]: value }),
    choose,
    resolved,
  }
}
export type Choosing = ReturnType<typeof useChoice>
