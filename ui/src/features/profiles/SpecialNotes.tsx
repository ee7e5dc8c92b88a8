import { useRef, type ReactNode } from 'react'
import type { SpecialFinding } from '../../backend/bindings'
import { Button } from '../../components/Button'
import { Mark } from '../../components/Mark'
import styles from '../../components/Noted.module.css'
import { useSay } from '../../i18n'

interface Props {
  found: SpecialFinding[]
  /** Whether the profile stays on this machine; then the notes are quieter. */
  stays: boolean
  /** Says what to do, which is the same for all fields. */
  advises: boolean
  /** The word of the button that takes a finding away, and what it does. */
  removal: (finding: SpecialFinding) => string
  onRemove: (finding: SpecialFinding) => void
  onStay: () => void
  children: ReactNode
}

/** A field of a profile, and under it what can be inferred from its words, by which law, and what to do. */
export function SpecialNotes({ found, stays, advises, removal, onRemove, onStay, children }: Props) {
  const { say, language } = useSay()
  const box = useRef<HTMLDivElement>(null)
  const kinds = [...new Set(found.map(({ category }) => category))]
  const separator = language === 'en' ? ', ' : '、'
  const quoted = (words: string) => `“${words}”`
  const remove = (finding: SpecialFinding) => {
    onRemove(finding)
    // the button goes away: the next one takes the focus, or the field
    requestAnimationFrame(() => {
      const next =
        box.current?.querySelector<HTMLElement>('[data-remove]') ??
        box.current?.querySelector<HTMLElement>('input, textarea')
      next?.focus()
    })
  }
  return (
    <div ref={box} className={styles.field}>
      {children}
      {kinds.length > 0 && (
        <div className={`${styles.notes} ${stays ? styles.quiet : ''}`}>
          <ul>
            {kinds.map((kind) => {
              const own = found.filter(({ category }) => category === kind)
              const words = [...new Set(own.map(({ data }) => data.text))]
              const { basis } = own[0]!
              // one interest may hold several words: it is removed once
              const removals = own.filter(
                (one, at) => own.findIndex((other) => removal(other) === removal(one)) === at,
              )
              return (
                <li key={kind}>
                  <p className={`${styles.about} ${stays ? styles.advice : styles.caution}`}>
                    <Mark kind={stays ? 'advice' : 'caution'} silent /> {say(`special.kind.${kind}`)}
                  </p>
                  <p>{say('special.from', { words: words.map(quoted).join(separator) })}</p>
                  <p className={styles.fine}>{language === 'en' ? basis.en : basis.zh}</p>
                  <div className={styles.acts}>
                    {removals.map((finding) => (
                      <Button key={removal(finding)} look="link" data-remove onClick={() => remove(finding)}>
                        {removal(finding)}
                      </Button>
                    ))}
                  </div>
                </li>
              )
            })}
          </ul>
          {advises && (
            <div>
              <p className={styles.means}>{say(stays ? 'special.stays' : 'special.what')}</p>
              {!stays && (
                <Button look="link" onClick={onStay}>
                  {say('special.stay')}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
    </div>
  )
}
