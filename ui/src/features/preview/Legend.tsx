import { useSay } from '../../i18n'
import { number, sentences } from '../../i18n/format'
import { told } from './cut'
import styles from './Preview.module.css'
import { useSeen } from './seen'

/** Under the preview: what is cut or refused there, and where that was read. */
export function Legend() {
  const { say, language } = useSay()
  const { channel, report } = useSeen()
  const word = language === 'zh-CN' ? 'zh' : 'en'
  const lines = told(channel, report)
  if (lines.length === 0) return <p className={styles.legend}>{say('preview.nothingCut')}</p>
  return (
    <ul className={styles.legend} aria-label={say('preview.legend')}>
      {lines.map(({ field, limit, bites }) => (
        <li
          key={field.id}
          data-bites={bites && limit.kind === 'truncated'}
          data-refused={bites && limit.kind === 'hard'}
        >
          {sentences(
            language,
            say(limit.kind === 'hard' ? 'preview.refusedAfter' : 'preview.cutAfter', {
              field: field.name[word],
              limit: number(limit.value, language),
              unit: say(`preview.unit.${limit.unit}`),
              channel: channel.name[word],
            }),
            say('preview.source', {
              source: limit.source,
              date: limit.date,
              evidence: say(`preview.evidence.${limit.evidence}`),
            }),
            limit.note?.[word],
          )}
        </li>
      ))}
    </ul>
  )
}
