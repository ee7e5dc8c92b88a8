import type { Channel, ChannelFamily } from '../backend/bindings'
import { useChannels } from '../backend/shelves'
import { useSay } from '../i18n'

const FAMILIES: ChannelFamily[] = ['page', 'email', 'social', 'ads', 'marketplace', 'message', 'service']

/** Options of a select: every channel by its name, those of a kind together. */
export function ChannelOptions() {
  const { say } = useSay()
  const channels = useChannels().data ?? []
  const name = useChannelName()
  return FAMILIES.map((family) => {
    const of = channels.filter((one) => one.channel.family === family)
    return (
      of.length > 0 && (
        <optgroup key={family} label={say(`channelBrief.family.${family}`)}>
          {of.map(({ channel }) => (
            <option key={channel.id} value={channel.id}>
              {name(channel)}
            </option>
          ))}
        </optgroup>
      )
    )
  })
}

/** A channel's name in the interface's language. */
export function useChannelName() {
  const { language } = useSay()
  return ({ name }: Pick<Channel, 'name'>) => name[language === 'zh-CN' ? 'zh' : 'en']
}
