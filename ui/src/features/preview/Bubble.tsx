import { useSay } from '../../i18n'
import { Copy } from './Copy'
import styles from './Bubble.module.css'
import { cutOf, parted } from './cut'
import look from './object.module.css'
import { Avatar, Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import { segments } from './segments'
import { textOf, useSeen } from './seen'

/** A text message, with a line where the network parts it: each part is paid for. */
export function Bubble() {
  const { say } = useSay()
  const { channel, fields, report, language } = useSeen()
  const sender = useSender()
  const text = textOf(fields, 'text')
  const { encoding, parts } = segments(text)
  const many = parts.length > 1
  const end = cutOf(channel, report, 'text')?.at ?? Infinity
  const before = (at: number) => [...parts.slice(0, at).join('')].length
  return (
    <div className={preview.pieces}>
      <Piece title={say('preview.segments', { count: parts.length, encoding, length: [...text].length })}>
        <div className={styles.top}>
          <Avatar size={36} />
          <p>{sender}</p>
        </div>
        <div className={styles.screen}>
          <div className={styles.bubble} lang={language || undefined}>
            {many ? (
              parts.map((part, at) => (
                // parts have no identity but their place
                // eslint-disable-next-line react/no-array-index-key
                <span key={at}>
                  {at > 0 && (
                    <span
                      className={styles.seam}
                      role="note"
                      aria-label={say('preview.segment', { number: at + 1 })}
                    >
                      {at + 1}
                    </span>
                  )}
                  {parted(part, Math.max(end - before(at), 0))[0]}
                  {before(at + 1) > end && (
                    <s className={look.refused}>{parted(part, Math.max(end - before(at), 0))[1]}</s>
                  )}
                </span>
              ))
            ) : (
              <Copy field="text" />
            )}
          </div>
        </div>
      </Piece>
    </div>
  )
}
