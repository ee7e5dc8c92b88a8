import type { DraftView } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import { go } from '../../../router'
import styles from './Fields.module.css'

/** Says that an answer could not be read in fields, and the two ways on. */
export function MalformedNote({ view, onWrite }: { view: DraftView; onWrite: () => void }) {
  const { say } = useSay()
  const { id, product, provenance } = view.draft
  const why = provenance.reading?.problem
  return (
    <section className={styles.malformed} role="note">
      <p>
        <Mark kind="caution" silent /> {say('fields.malformed')}
      </p>
      {why && (
        <details>
          <summary>{say('fields.malformedWhy')}</summary>
          <p lang="en">{why}</p>
        </details>
      )}
      <div className={styles.row}>
        <Button onClick={onWrite}>{say('fields.writeFields')}</Button>
        <Button look="link" onClick={() => go('desk', id, { generate: product })}>
          {say('fields.askAgain')}
        </Button>
      </div>
    </section>
  )
}

/** An answer as it came, to read and to copy from; while the fields are written it stays in sight. */
export function RawAnswer({ text, stays }: { text: string; stays?: boolean }) {
  const { say } = useSay()
  return (
    <section className={stays ? styles.stays : undefined} aria-label={say('fields.rawTitle')}>
      <h3 className="label">{say('fields.rawTitle')}</h3>
      {/* it scrolls, so the keyboard has to reach it */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.raw} tabIndex={0}>
        {text}
      </pre>
    </section>
  )
}
