import type { BriefFields } from '../../backend/bindings'
import { useChannels } from '../../backend/shelves'
import { ChannelOptions } from '../../components/ChannelOptions'
import { Button } from '../../components/Button'
import { Select } from '../../components/Field'
import { offerUndo } from '../../components/undo'
import screen from '../../components/screen.module.css'
import i18next, { useSay } from '../../i18n'
import { sentences } from '../../i18n/format'
import { started } from './brief'
import styles from './Briefs.module.css'

interface Props {
  fields: BriefFields
  set: (change: Partial<BriefFields>) => void
}

/** Where the copy goes: it decides which fields a draft has and what is measured. */
export function ChannelChoice({ fields, set }: Props) {
  const { say, t, language } = useSay()
  const channels = useChannels().data ?? []
  const word = language === 'zh-CN' ? 'zh' : 'en'
  const view = channels.find((one) => one.channel.id === fields.channel)
  const start = (of: 'brief_en' | 'brief_zh') => {
    if (!view) return
    const before = fields
    set(started(view[of], fields.channel, fields.name))
    offerUndo({
      sentence: say('channelBrief.filled', { name: view.channel.name[word] }),
      undo: () => Promise.resolve(set(before)),
    })
  }
  // a file of one's own may measure what nobody has words for yet
  const measure = (id: string) => {
    const key = `channelBrief.measures.${id}`
    return i18next.exists(key) ? t(key) : id.replaceAll('_', ' ')
  }
  const names = view?.channel.measures.map(measure).join(word === 'zh' ? '、' : ', ')
  const measured = names ? say('channelBrief.measured', { names }) : ''
  return (
    <div className={styles.group}>
      <Select
        label={say('channelBrief.channel')}
        hint={
          view
            ? sentences(
                language,
                view.channel.success[word],
                measured,
                say('channelBrief.fields', {
                  names: view.channel.fields
                    .filter((field) => field.composed_of.length === 0)
                    .map((field) => field.name[word])
                    .join(word === 'zh' ? '、' : ', '),
                }),
              )
            : say('channelBrief.noneHint')
        }
        value={fields.channel}
        onChange={(event) => set({ channel: event.target.value })}
      >
        <option value="">{say('channelBrief.none')}</option>
        <ChannelOptions />
        {fields.channel && !view && <option value={fields.channel}>{fields.channel}</option>}
      </Select>
      {view && (
        <div className={screen.actions}>
          <span className="small">{say('channelBrief.start')}</span>
          <Button look="link" onClick={() => start('brief_en')}>
            {say('channelBrief.startEnglish')}
          </Button>
          <Button look="link" onClick={() => start('brief_zh')}>
            {say('channelBrief.startChinese')}
          </Button>
        </div>
      )}
    </div>
  )
}
