import { ChannelOptions } from '../../../components/ChannelOptions'
import { Select } from '../../../components/Field'
import { useSay } from '../../../i18n'
import { useBriefName } from '../../../i18n/briefName'
import type { Shipped } from './choice'
import type { Choosing } from './useChoice'
import { Variables } from './Variables'

/** First the channel, then the brief that writes for it, then what the brief leaves open. */
export function What({ choosing }: { choosing: Choosing }) {
  const { say } = useSay()
  const briefName = useBriefName()
  const { channel, options, option, choose } = choosing
  const named = (language: Shipped) =>
    say('write.shipped', { language: say(language === 'zh' ? 'write.chinese' : 'write.english') })
  return (
    <>
      <Select
        label={say('write.channel')}
        value={channel}
        onChange={(event) => choose({ channel: event.target.value })}
      >
        <option value="">{say('write.free')}</option>
        <ChannelOptions />
      </Select>
      {option ? (
        <Select
          label={say('desk.brief')}
          hint={option.shipped ? say('write.shippedHint') : undefined}
          value={option.value}
          onChange={(event) => choose({ option: event.target.value })}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.brief ? briefName(one.brief) : named(one.shipped!)}
            </option>
          ))}
        </Select>
      ) : (
        <p className="small">{say('write.noBrief')}</p>
      )}
      <Variables choosing={choosing} />
    </>
  )
}
