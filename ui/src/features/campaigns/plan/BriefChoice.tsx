import { useId, useState } from 'react'
import type { Brief, Problem } from '../../../backend/bindings'
import { asProblem, useBackend } from '../../../backend/context'
import { useBriefs, useRefresh } from '../../../backend/queries'
import { useChannels } from '../../../backend/shelves'
import { ChannelOptions, useChannelName } from '../../../components/ChannelOptions'
import { Select } from '../../../components/Field'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { useBriefName } from '../../../i18n/briefName'
import { languageName } from '../../../i18n/format'
import type { ChoiceProps } from './Choices'
import styles from './Choices.module.css'

/** Each brief is a draft of its own. Those of a channel stand together, those of none first. */
export function BriefChoice({ plan, change }: ChoiceProps) {
  const { say, language } = useSay()
  const title = useId()
  const backend = useBackend()
  const refresh = useRefresh()
  const briefName = useBriefName()
  const channelName = useChannelName()
  const channels = useChannels().data ?? []
  const briefs = useBriefs().data ?? []
  const [problem, setProblem] = useState<Problem | null>(null)
  const chosen = plan.briefs ?? []
  // in the order of the list, whatever the order of pressing
  const choose = (wanted: string[], all: Brief[] = briefs) =>
    change({ briefs: all.map((one) => one.id).filter((id) => wanted.includes(id)) })
  const add = async (channel: string) => {
    setProblem(null)
    try {
      const brief = await backend.channelBrief(channel, language === 'zh-CN' ? 'zh' : 'en')
      refresh('briefs')
      choose([...chosen, brief.id], briefs.some((one) => one.id === brief.id) ? briefs : [...briefs, brief])
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const named = (id: string) => {
    const view = channels.find((one) => one.channel.id === id)
    return view ? channelName(view.channel) : id
  }
  const groups = [
    ...new Set(['', ...channels.map((one) => one.channel.id), ...briefs.map((one) => one.channel)]),
  ]
    .map((channel) => ({ channel, of: briefs.filter((one) => one.channel === channel) }))
    .filter(({ of }) => of.length > 0)
  return (
    <section aria-labelledby={title}>
      <header>
        <h2 id={title}>{say('shell.briefs')}</h2>
        <span>{say('common.selected', { count: chosen.length })}</span>
      </header>
      {groups.map(({ channel, of }) => (
        <div key={channel} role="group" aria-label={channel ? named(channel) : say('write.free')}>
          {(channel || groups.length > 1) && (
            <p className="label">{channel ? named(channel) : say('write.free')}</p>
          )}
          <ul className={styles.briefs}>
            {of.map((brief) => (
              <li key={brief.id}>
                <label>
                  <input
                    type="checkbox"
                    checked={chosen.includes(brief.id)}
                    onChange={() =>
                      choose(
                        chosen.includes(brief.id)
                          ? chosen.filter((id) => id !== brief.id)
                          : [...chosen, brief.id],
                      )
                    }
                  />
                  <span>
                    {briefName(brief)}{' '}
                    <span className="quiet">
                      {brief.copy_language
                        ? languageName(brief.copy_language, language)
                        : say('briefs.asProduct')}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <Select
        label={say('write.addChannel')}
        value=""
        onChange={(event) => event.target.value && void add(event.target.value)}
      >
        <option value="">{say('write.addChannelChoose')}</option>
        <ChannelOptions />
      </Select>
      {problem && <ProblemNote problem={problem} />}
    </section>
  )
}
