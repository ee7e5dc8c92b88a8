import { useState } from 'react'
import type { DraftView } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { Messages } from '../../../components/Messages'
import { useSay } from '../../../i18n'
import { useBriefName } from '../../../i18n/briefName'
import { number, when } from '../../../i18n/format'
import styles from '../Ticket.module.css'
import { Line } from './Line'

/** Where the copy came from. */
export function Why({ view }: { view: DraftView }) {
  const { say, language } = useSay()
  const briefName = useBriefName()
  const [prompt, setPrompt] = useState(false)
  const { draft } = view
  const { provenance } = draft
  const { payload } = provenance
  const finish =
    typeof provenance.finish === 'string' ? say(`finish.${provenance.finish}`) : provenance.finish.other
  const sampling = [
    payload.temperature.toLocaleString(language, { maximumFractionDigits: 2 }),
    say('desk.seed', { seed: payload.seed ?? '–' }),
    say('desk.limit', { count: payload.max_tokens }),
  ].join(' · ')
  return (
    <section>
      <h3>
        {say('desk.why')}
        <Button look="link" aria-expanded={prompt} onClick={() => setPrompt(!prompt)}>
          {say('desk.exactPrompt')}
        </Button>
      </h3>
      {prompt && (
        <div className={styles.prompt} tabIndex={0} role="region" aria-label={say('desk.exactPrompt')}>
          <Messages messages={payload.messages} />
        </div>
      )}
      <dl>
        <Line name={say('desk.brief')} value={briefName(provenance.brief)} />
        <Origin view={view} />
        <Line
          name={say('desk.model')}
          value={`${provenance.model} · ${provenance.protocol === 'local' ? say('shell.here') : provenance.provider}`}
        />
        <Line name={say('desk.sampling')} value={sampling} />
        <Line
          name={say('desk.finish')}
          value={[
            finish,
            provenance.usage && say('desk.tokens', { count: provenance.usage.completion }),
            `${number(Math.round(provenance.duration_ms / 100) / 10, language)} s`,
          ]
            .filter(Boolean)
            .join(' · ')}
        />
        {provenance.request_id && <Line name={say('desk.requestId')} value={provenance.request_id} />}
        <Line name={say('desk.written')} value={when(draft.created_at, language)} />
      </dl>
    </section>
  )
}

/** What the copy was written for and from, besides its product. */
function Origin({ view }: { view: DraftView }) {
  const { say, language } = useSay()
  const { reading, voice, localised_from, companions, examples } = view.draft.provenance
  const channel = view.channel
  return (
    <>
      {channel && (
        <Line
          name={say('provenance.channel')}
          value={language === 'en' ? channel.name.en : channel.name.zh}
        />
      )}
      {reading && (
        <Line
          name={say('provenance.reading')}
          value={[
            say(`provenance.method.${reading.method}`),
            reading.problem !== null
              ? say('provenance.notRead')
              : reading.unread.length > 0 && say('provenance.mended'),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      )}
      {voice && (
        <Line
          name={say('provenance.voice')}
          value={say('provenance.voiceVersion', { name: voice.name, version: voice.version })}
        />
      )}
      {localised_from && (
        <Line name={say('provenance.localised')}>
          <a href={`#/desk/${encodeURIComponent(localised_from)}`}>{say('provenance.localisedFrom')}</a>
        </Line>
      )}
      {companions.length > 0 && (
        <Line
          name={say('provenance.companions')}
          value={companions.map((product) => product.name).join(language === 'en' ? ', ' : '、')}
        />
      )}
      {examples.length > 0 && (
        <Line
          name={say('provenance.examples')}
          value={say('provenance.examplesShown', { count: examples.length })}
        />
      )}
    </>
  )
}
