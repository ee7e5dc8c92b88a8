import { useSay } from '../../i18n'
import { Copy } from './Copy'
import { Picture, Piece } from './pieces'
import styles from './Plain.module.css'
import preview from './Preview.module.css'
import { listOf, useSeen } from './seen'

/** Copy without a platform of its own: a text in a shop, or a message about a few products. */
export function Plain() {
  const { say } = useSay()
  const { channel, fields } = useSeen()
  const has = (id: string) => channel.fields.some((field) => field.id === id)
  const items = listOf(fields, 'items')
  return (
    <div className={preview.pieces}>
      <Piece title={say(has('items') ? 'preview.message' : 'preview.text')} width={480}>
        <div className={styles.text}>
          {has('title') && (
            <h4>
              <Copy field="title" />
            </h4>
          )}
          {has('text') && (
            <p>
              <Copy field="text" />
            </p>
          )}
          {has('items') && (
            <ul>
              {items.length === 0 && (
                <li>
                  <Copy field="items" />
                </li>
              )}
              {items.map((item, part) => (
                // items have no identity but their place
                // eslint-disable-next-line react/no-array-index-key
                <li key={part}>
                  <div className={styles.thumb}>
                    <Picture ratio="1" label={say('preview.picture', { name: item })} quiet />
                  </div>
                  <p>
                    <Copy field="items" part={part} />
                  </p>
                </li>
              ))}
            </ul>
          )}
          {has('call_to_action') && (
            <p className={styles.action}>
              <Copy field="call_to_action" />
            </p>
          )}
        </div>
      </Piece>
    </div>
  )
}
