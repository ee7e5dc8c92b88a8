import type { FieldLength } from '../../../backend/bindings'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import styles from './Meter.module.css'

/** Units of one message and of each of several: GSM 03.38 and UCS-2, without and with the header that joins parts. */
const SMS = { 'GSM-7': [160, 153], 'UCS-2': [70, 67] } as const
function smsLeft(encoding: string, segments: number, units: number) {
  const [alone, joined] = encoding === 'GSM-7' ? SMS['GSM-7'] : SMS['UCS-2']
  return Math.max(0, (segments <= 1 ? alone : segments * joined) - units)
}

/** How far a length is beyond what is allowed, and how binding that is. */
export function stateOf(length: FieldLength): 'within' | 'refused' | 'cut' | 'long' | 'short' {
  const { limit, min, kind } = length
  const over = limit !== null && length.length > limit
  const under = min !== null && length.length > 0 && length.length < min
  if (!over && !under) return 'within'
  if (kind === 'hard') return 'refused'
  if (under) return 'short'
  return kind === 'truncated' ? 'cut' : 'long'
}

interface Props {
  length: FieldLength
  id?: string
  /** It counts all entries of a list. */
  together?: boolean
  /** The number alone: unit and kind stand elsewhere, for all entries. */
  brief?: boolean
}

/** A length against its limit: a bar, the number, and the unit in words. Only what the platform refuses is red. */
export function Meter({ length, id, together, brief }: Props) {
  const { say, language } = useSay()
  const state = stateOf(length)
  const { limit, min, kind, sms } = length
  const share = limit ? Math.min(100, (100 * length.length) / limit) : 0
  const number = (value: number) => value.toLocaleString(language)
  const beyond = limit === null ? 0 : Math.max(0, length.length - limit)
  const general = [
    together && length.unit !== 'items' && say('meter.together'),
    kind && limit !== null && say(`meter.kind.${kind}`),
  ]
  const notes = [
    ...(brief ? [] : general),
    beyond > 0 && kind === 'hard' && say('meter.over', { count: beyond }),
    beyond > 0 && kind === 'truncated' && say('meter.cut'),
    min !== null && length.length < min && say('meter.under', { min: number(min) }),
  ].filter(Boolean)
  const comma = language === 'en' ? ', ' : '，'
  return (
    <div className={`${styles.meter} ${styles[state]}`} id={id} data-state={state}>
      {limit !== null && (
        <svg className={styles.bar} viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
          <rect className={styles.track} width="100" height="3" />
          <rect className={styles.fill} width={share} height="3" />
        </svg>
      )}
      <p>
        {state === 'refused' && <Mark kind="ban" />} <b>{number(length.length)}</b>
        {limit !== null && ` / ${number(limit)}`}
        {!brief && ` ${say(`meter.unit.${length.unit}`)}`}
        {notes.length > 0 && `${comma}${notes.join(comma)}`}
      </p>
      {sms && (
        <p>
          {[
            length.unit !== 'segments' && say('meter.segments', { count: sms.segments }),
            sms.encoding,
            say('meter.left', { count: smsLeft(sms.encoding, sms.segments, sms.units) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </div>
  )
}

/** What every entry of a list is held to. */
export function EachEntry({ length }: { length: FieldLength }) {
  const { say, language } = useSay()
  if (length.limit === null || length.kind === null) return null
  return (
    <p className={styles.meter}>
      {say('meter.each', {
        limit: length.limit.toLocaleString(language),
        unit: say(`meter.unit.${length.unit}`),
        kind: say(`meter.kind.${length.kind}`),
      })}
    </p>
  )
}
