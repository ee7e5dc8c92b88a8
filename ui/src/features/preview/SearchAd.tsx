import { Fragment, useState } from 'react'
import { Button } from '../../components/Button'
import { useSay } from '../../i18n'
import { combination, combinations } from './combination'
import { Copy } from './Copy'
import look from './object.module.css'
import { Avatar, Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import styles from './Search.module.css'
import { listOf, textOf, useSeen } from './seen'

/** One of the combinations in which Google shows a responsive search ad. */
export function SearchAd() {
  const { say } = useSay()
  const { fields } = useSeen()
  const sender = useSender()
  const [number, setNumber] = useState(0)
  const counts = [listOf(fields, 'headlines').length, listOf(fields, 'descriptions').length] as const
  const all = combinations(...counts)
  // entries that a person took out take their combinations with them
  const now = number % all
  const shown = combination(now, ...counts)
  return (
    <>
      <div className={preview.pieces}>
        <Piece title={say('preview.searchAd')} width={600} className={styles.result}>
          <p className={styles.sponsored}>{say('preview.sponsored')}</p>
          <div className={look.head}>
            <Avatar size={28} />
            <div>
              <p className={styles.site}>{sender}</p>
              <p className={look.soft}>
                {say('preview.domain')}
                {['path1', 'path2'].map(
                  (id) =>
                    textOf(fields, id).trim() && (
                      <Fragment key={id}>
                        /<Copy field={id} />
                      </Fragment>
                    ),
                )}
              </p>
            </div>
          </div>
          <p className={styles.title}>
            {shown.headlines.map((part, at) => (
              <Fragment key={part}>
                {at > 0 && ' | '}
                <Copy field="headlines" part={part} />
              </Fragment>
            ))}
            {counts[0] === 0 && <Copy field="headlines" />}
          </p>
          <p className={styles.words}>
            {shown.descriptions.map((part, at) => (
              <Fragment key={part}>
                {at > 0 && ' '}
                <Copy field="descriptions" part={part} />
              </Fragment>
            ))}
            {counts[1] === 0 && <Copy field="descriptions" />}
          </p>
        </Piece>
      </div>
      <div className={preview.bar}>
        <Button disabled={all < 2} onClick={() => setNumber(now + 1)}>
          {say('preview.anotherCombination')}
        </Button>
        <span className="small quiet" role="status">
          {say('preview.combination', { number: now + 1, all })}
        </span>
      </div>
    </>
  )
}
