import { useChannels } from '../../backend/shelves'
import { Button } from '../../components/Button'
import { ChannelOptions, useChannelName } from '../../components/ChannelOptions'
import { Select, TextField } from '../../components/Field'
import { Segmented } from '../../components/Segmented'
import { useSay } from '../../i18n'
import { Columns } from './Columns'
import { Disclosure } from './Disclosure'
import styles from './Exporting.module.css'
import { CONVERSATIONS, EMAIL, FORMS } from './form'
import type { Export } from './useExport'

/** Which drafts, for which channel, in which form, and where to. */
export function Choices({ now }: { now: Export }) {
  const { say } = useSay()
  const name = useChannelName()
  const view = useChannels().data?.find((one) => one.channel.id === now.channel)
  return (
    <aside className={styles.choices} aria-label={say('exporting.what')}>
      <div>
        <p className="label">{say('exporting.which')}</p>
        <Segmented
          label={say('exporting.which')}
          value={now.filter}
          onChange={now.setFilter}
          options={[
            { value: 'approved', label: say('exporting.approved') },
            { value: 'all', label: say('exporting.all') },
          ]}
        />
      </div>
      <Select
        label={say('outgoing.channel')}
        hint={now.form === 'table' && view && say('outgoing.fieldColumns', { name: name(view.channel) })}
        value={now.channel}
        onChange={(event) => now.shape({ channel: event.target.value })}
      >
        <option value="">{say('outgoing.every')}</option>
        <ChannelOptions />
      </Select>
      {now.channel === EMAIL && <p className="small">{say('outgoing.emailHint')}</p>}
      {now.channel === CONVERSATIONS && (
        <Select
          label={say('outgoing.kind')}
          hint={say(`outgoing.about.${now.form}`)}
          value={now.form}
          onChange={(event) => now.shape({ form: FORMS.find((form) => form === event.target.value) })}
        >
          {FORMS.map((form) => (
            <option key={form} value={form}>
              {say(`outgoing.${form}`)}
            </option>
          ))}
        </Select>
      )}
      {now.form === 'table' && (
        <div>
          <p className="label">{say('exporting.format')}</p>
          <Segmented
            label={say('exporting.format')}
            value={now.format}
            onChange={(format) => now.shape({ format })}
            options={[
              { value: 'xlsx', label: 'XLSX' },
              { value: 'csv', label: 'CSV' },
            ]}
          />
          <p className="small quiet">{say(now.format === 'xlsx' ? 'exporting.xlsx' : 'exporting.csv')}</p>
        </div>
      )}
      {now.total > 0 && now.channel !== EMAIL && (
        <Disclosure
          duties={now.duties}
          form={now.form}
          format={now.format}
          place={now.aiLabel}
          onPlace={now.setAiLabel}
        />
      )}
      <TextField
        label={say('exporting.path')}
        value={now.path}
        onChange={(event) => now.setTyped(event.target.value)}
        spellCheck={false}
      />
      <Button onClick={() => void now.place()}>{say('exporting.choose')}</Button>
      {now.form === 'table' && <Columns all={now.all} keys={now.keys} onChange={now.setKeys} />}
    </aside>
  )
}
