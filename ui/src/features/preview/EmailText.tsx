import { useShop } from '../../backend/shelves'
import { useSay } from '../../i18n'
import styles from './Inbox.module.css'
import { Piece } from './pieces'
import preview from './Preview.module.css'
import { textOf, useSeen } from './seen'

/** The text that goes along with the HTML, in the order in which it is written. */
export function EmailText() {
  const { say } = useSay()
  const { fields, language } = useSeen()
  const shop = useShop().data
  const said = ['subject', 'body', 'call_to_action'].map((id) => textOf(fields, id)).filter(Boolean)
  const footer = shop && [shop.name, shop.postal_address, shop.unsubscribe].filter(Boolean).join('\n')
  return (
    <div className={preview.pieces}>
      <Piece title={say('preview.plainText')} width={560}>
        <div className={styles.plain} lang={language || undefined}>
          {[...said, footer].filter(Boolean).join('\n\n')}
        </div>
      </Piece>
    </div>
  )
}
