import type { Channel, FieldLength, FieldValue, Level, TrialResult } from '../../backend/bindings'
import { Mark } from '../../components/Mark'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { number } from '../../i18n/format'
import type { Answer } from './useBench'
import styles from './Bench.module.css'

const LEVELS: Level[] = ['ban', 'caution', 'evidence', 'advice']

interface Props {
  name: string
  answer: Answer
  channel: Channel | null
}

/** One product's answer: its words, what is too long, what was found, and what it took. */
export function BenchResult({ name, answer, channel }: Props) {
  const { say } = useSay()
  return (
    <section className={styles.result} aria-label={name}>
      <h3>{name}</h3>
      {answer.kind === 'waiting' && <p className="quiet">{say('bench.waiting')}</p>}
      {answer.kind === 'cancelled' && <p className="quiet">{say('bench.cancelled')}</p>}
      {answer.kind === 'failed' && <ProblemNote problem={answer.problem} />}
      {answer.kind === 'done' && <Done result={answer.result} channel={channel} />}
    </section>
  )
}

function Done({ result, channel }: { result: TrialResult; channel: Channel | null }) {
  const { say, language } = useSay()
  const word = language === 'zh-CN' ? 'zh' : 'en'
  const fieldName = (id: string) => channel?.fields.find((one) => one.id === id)?.name[word] ?? id
  const order = channel?.fields.map((one) => one.id) ?? []
  const fields = result.fields
    ? Object.entries(result.fields).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    : null
  const over = result.report.lengths.filter((one) => !one.ok)
  const found = LEVELS.map((level) => ({
    level,
    count: result.report.findings.filter((one) => one.level === level).length,
  })).filter((one) => one.count > 0)
  return (
    <>
      {result.problem && (
        <p className={styles.unread}>
          <Mark kind="caution" silent /> {say('bench.unread', { why: result.problem })}
        </p>
      )}
      {fields ? (
        <dl className={styles.fields}>
          {fields.map(([id, value]) => (
            <div key={id}>
              <dt>{fieldName(id)}</dt>
              {lines(value).map((text, index) => (
                // entries have no identity but their place
                // eslint-disable-next-line react/no-array-index-key
                <dd key={index}>{text}</dd>
              ))}
            </div>
          ))}
        </dl>
      ) : (
        <p className={styles.text}>{result.text}</p>
      )}
      <ul className={styles.measures}>
        {over.map((one) => (
          <li key={`${one.field}-${one.part}-${one.unit}`} data-hard={one.kind === 'hard'}>
            <Mark kind={one.kind === 'hard' ? 'ban' : 'caution'} silent />
            <Over length={one} name={fieldName(one.field)} />
          </li>
        ))}
        {over.length === 0 && result.report.lengths.length > 0 && <li>{say('bench.fits')}</li>}
        {found.map(({ level, count }) => (
          <li key={level} data-hard={level === 'ban'}>
            {(level === 'ban' || level === 'caution') && <Mark kind={level} silent />}
            {say(`bench.found.${level}`, { count })}
          </li>
        ))}
        {found.length === 0 && <li>{say('bench.foundNothing')}</li>}
      </ul>
      <p className="small quiet">
        {result.model} · {say('bench.seconds', { seconds: number(round(result.duration_ms), language) })}
      </p>
    </>
  )
}

function Over({ length, name }: { length: FieldLength; name: string }) {
  const { say, language } = useSay()
  const short = length.min !== null && length.length < length.min
  return (
    <span>
      {say(short ? 'bench.short' : 'bench.over', {
        name: name || say('desk.copy'),
        length: number(length.length, language),
        limit: number((short ? length.min : length.limit) ?? 0, language),
        unit: say(`bench.unit.${length.unit}`),
      })}
    </span>
  )
}

const round = (millis: number) => Math.round(millis / 100) / 10
/** A field's value line by line: a text, a list's entries, a conversation's turns. */
const lines = (value: FieldValue): string[] =>
  typeof value === 'string'
    ? [value]
    : value.map((part) => (typeof part === 'string' ? part : `${part.speaker}: ${part.text}`))
