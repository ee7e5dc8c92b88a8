import type { Skippable, SkipReason } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import { number } from '../../../i18n/format'
import { go } from '../../../router'
import styles from './Plan.module.css'

interface Props {
  rows: Skippable[]
  onSkip: (reason: SkipReason, skipped: boolean) => void
}

/** What is left out, or could be, why, and what to do about it. */
export function Skipped({ rows, onSkip }: Props) {
  const { say, language } = useSay()
  if (rows.length === 0) return null
  const cells = rows.reduce((sum, one) => sum + (one.skipped ? one.cells : 0), 0)
  return (
    <section>
      <h2>
        {say('campaigns.skipped')}
        <span className="quiet">
          {cells > 0
            ? say('campaigns.nothingSent', { count: cells, number: number(cells, language) })
            : say('campaigns.nothingSkipped')}
        </span>
      </h2>
      <ul className={styles.rows}>
        {rows.map(({ reason, skipped, ...one }) => (
          <li key={reason} className={styles.skip} data-skipped={skipped}>
            <b>{number(one.cells, language)}</b>
            <span>
              {say(`campaigns.skip.${reason}.${skipped ? 'left' : 'in'}`, { count: one.products })}
              {one.example && (
                <span className="quiet">
                  {' '}
                  {one.products > 1
                    ? say('campaigns.andMore', {
                        name: one.example.name,
                        count: one.products - 1,
                        number: number(one.products - 1, language),
                      })
                    : `${one.example.sku} · ${one.example.name}`}
                </span>
              )}
            </span>
            <span className={styles.acts}>
              {reason === 'no_description' && one.example && (
                <Button look="link" onClick={() => go('products', one.example!.id)}>
                  {say('campaigns.fillIn')}
                </Button>
              )}
              <Button look="link" onClick={() => onSkip(reason, skipped)}>
                {say(
                  skipped
                    ? 'campaigns.include'
                    : reason === 'drafted'
                      ? 'campaigns.onlyMissing'
                      : 'campaigns.leaveOut',
                )}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
