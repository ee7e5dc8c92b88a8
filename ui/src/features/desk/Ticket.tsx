import { useState, type ReactNode } from 'react'
import type { DraftView } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { Messages } from '../../components/Messages'
import { useSay } from '../../i18n'
import { useBriefName } from '../../i18n/briefName'
import { number, when } from '../../i18n/format'
import { Bound, Done } from '../ledger/Done'
import { FactChips } from './claims/FactChips'
import styles from './Ticket.module.css'

interface Props {
  view: DraftView
  revision: number | null
  /** Shown where there is no room for it beside the copy. */
  open: boolean
  onRevision: (revision: number | null) => void
}

/** What a claim can be checked against, and where the copy came from. */
export function Ticket({ view, revision, open, onRevision }: Props) {
  const { say, language } = useSay()
  const briefName = useBriefName()
  const [prompt, setPrompt] = useState(false)
  const { draft, revisions, product_now } = view
  const { provenance } = draft
  const { product, payload } = provenance
  const now = product_now
  const facts: [string, string, string | undefined][] = [
    ['SKU', product.sku, now?.sku],
    [
      say('products.price'),
      `${product.price} ${product.currency}`.trim(),
      now ? `${now.price} ${now.currency}`.trim() : undefined,
    ],
    [say('products.category'), product.category, now?.category],
    [say('products.brand'), product.brand, now?.brand],
    ...product.attributes.map((fact): [string, string, string | undefined] => [
      fact.name,
      fact.value,
      now ? (now.attributes.find((other) => other.name === fact.name)?.value ?? '') : undefined,
    ]),
  ]
  const finish =
    typeof provenance.finish === 'string' ? say(`finish.${provenance.finish}`) : provenance.finish.other
  const sampling = [
    payload.temperature.toLocaleString(language, { maximumFractionDigits: 2 }),
    say('desk.seed', { seed: payload.seed ?? '–' }),
    say('desk.limit', { count: payload.max_tokens }),
  ].join(' · ')
  return (
    <aside className={`${styles.ticket} ${open ? styles.open : ''}`} aria-label={say('desk.ticket')}>
      <section>
        <h3>{say('desk.facts')}</h3>
        <dl lang={product.language || undefined}>
          {facts
            .filter(([, value]) => value)
            .map(([name, value, today]) => (
              <div key={name}>
                <dt>
                  {name} <FactChips name={name} draft={draft.id} />
                </dt>
                <dd>
                  {today !== undefined && today !== value ? (
                    <>
                      <del>{value}</del> <ins>{today || say('desk.gone')}</ins>
                    </>
                  ) : (
                    value
                  )}
                </dd>
              </div>
            ))}
        </dl>
        {!now && <p className="small quiet">{say('desk.productGone')}</p>}
      </section>
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
      <section>
        <h3>
          {say('desk.history')}{' '}
          <span className="small quiet">{say('desk.revisions', { count: revisions.length })}</span>
        </h3>
        <ol className={styles.history}>
          {revisions.toReversed().map((one) => {
            const current = one.number === draft.revision
            const author =
              one.author.kind === 'model' ? say('desk.modelDraft') : one.author.name || say('desk.somebody')
            return (
              <li key={one.id}>
                <button
                  type="button"
                  aria-pressed={revision === one.number}
                  onClick={() => onRevision(current || revision === one.number ? null : one.number)}
                >
                  <span>{one.number}</span>
                  <span className={current ? styles.current : undefined}>
                    {author}
                    {one.restored_from && ` · ${say('desk.restoredFrom', { number: one.restored_from })}`}
                  </span>
                  <span className="quiet">{when(one.updated_at, language)}</span>
                </button>
              </li>
            )
          })}
        </ol>
        <Done key={draft.id} draft={draft} />
        {draft.approval && <Bound approval={draft.approval} />}
      </section>
    </aside>
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

function Line({ name, value, children }: { name: string; value?: string; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {children}
      </dd>
    </div>
  )
}
