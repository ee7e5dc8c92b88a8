import type { Market } from '../../../backend/bindings'
import { useSay } from '../../../i18n'
import settings from '../Settings.module.css'
import { MARKETS } from './rules'
import styles from './Rules.module.css'

/** Where the shop sells: whose law its copy is checked by. */
export function Markets({ values, onChange }: { values: Market[]; onChange: (values: Market[]) => void }) {
  const { say } = useSay()
  return (
    <fieldset className={styles.markets}>
      <legend>{say('rules.markets')}</legend>
      <div className={styles.marketList}>
        {MARKETS.map((market) => (
          <label key={market} className={settings.check}>
            <input
              type="checkbox"
              checked={values.includes(market)}
              onChange={(event) =>
                onChange(
                  MARKETS.filter((one) => (one === market ? event.target.checked : values.includes(one))),
                )
              }
            />
            {say(`rules.market.${market}`)}
          </label>
        ))}
      </div>
      <p className="small quiet">{say('rules.marketsHint')}</p>
    </fieldset>
  )
}
