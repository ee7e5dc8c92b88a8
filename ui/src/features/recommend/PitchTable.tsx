import { Fragment } from 'react'
import type { Pick, Recommended } from '../../backend/bindings'
import { Button } from '../../components/Button'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { useReasonWords } from './reasons'
import { rowId, type Subject } from './usePitch'
import styles from './Recommend.module.css'

interface Props {
  subject: Subject
  rows: Recommended[]
  excluded: Recommended[]
  /** Whether the excluded ones are shown. */
  open: boolean
  onOpen: (open: boolean) => void
  at: string | null
  onAt: (id: string) => void
  /** In the order in which the message names them; none where nothing is chosen. */
  chosen: string[] | null
  onChoose: (id: string) => void
  onPick: (row: Recommended, pick: Pick | null) => void
}

/** Rows of reasons: what it is, how well it fits, why, and what a person says to it. */
export function PitchTable(props: Props) {
  const { say } = useSay()
  const { subject, rows, excluded, open, chosen } = props
  const columns = chosen ? 5 : 4
  return (
    <table className={styles.table} aria-label={say(`pitch.${subject.kind}`)}>
      <thead>
        <tr>
          {chosen && (
            <th scope="col" className={styles.narrow}>
              <span className="visually-hidden">{say('common.select')}</span>
            </th>
          )}
          <th scope="col">{say(subject.kind === 'profile' ? 'products.product' : 'profiles.profile')}</th>
          <th scope="col" className={styles.score}>
            {say('pitch.score')}
          </th>
          <th scope="col">{say('pitch.why')}</th>
          <th scope="col" className={styles.picks}>
            {say('pitch.yours')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={rowId(subject, row)} {...props} row={row} />
        ))}
        {excluded.length > 0 && (
          <Fragment>
            <tr>
              <td colSpan={columns} className={styles.fold}>
                <button type="button" aria-expanded={open} onClick={() => props.onOpen(!open)}>
                  {say('pitch.excludedCount', { count: excluded.length })}
                </button>
              </td>
            </tr>
            {open && excluded.map((row) => <Row key={rowId(subject, row)} {...props} row={row} />)}
          </Fragment>
        )}
      </tbody>
    </table>
  )
}

function Row({ subject, row, at, onAt, chosen, onChoose, onPick }: Props & { row: Recommended }) {
  const { say } = useSay()
  const words = useReasonWords()
  const id = rowId(subject, row)
  const mine = subject.kind === 'profile'
  const name = mine ? row.product_name : row.profile_name
  const lang = (mine ? row.product_language : row.profile_language) || undefined
  const place = chosen ? chosen.indexOf(id) + 1 : 0
  const score = Math.round(row.score * 100)
  const toggle = (pick: Pick) => () => onPick(row, row.pick === pick ? null : pick)
  return (
    <tr
      id={`pitch-${id}`}
      data-row={id}
      tabIndex={at === id ? 0 : -1}
      className={place > 0 ? styles.chosen : undefined}
      data-pick={row.pick ?? undefined}
      onFocus={() => onAt(id)}
      onClick={() => onAt(id)}
    >
      {chosen && (
        <td>
          <label className={styles.check}>
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={say('pitch.choose', { name })}
              checked={place > 0}
              disabled={row.pick === 'excluded'}
              onChange={() => onChoose(id)}
            />
            <span aria-hidden="true">{place > 0 && place}</span>
          </label>
        </td>
      )}
      <td>
        <a
          className={styles.name}
          lang={lang}
          href={mine ? `#/products/${row.product}` : `#/profiles/${row.profile}?tab=products`}
          tabIndex={-1}
        >
          {name}
        </a>
        {mine && (
          <span className="small quiet">
            {row.sku} · {row.price}
          </span>
        )}
      </td>
      <td>
        <span className={styles.bar}>
          <span aria-hidden="true">
            <i ref={(element) => element?.style.setProperty('width', `${score}%`)} />
          </span>
          <b>{score}</b>
        </span>
      </td>
      <td>
        <ul className={styles.reasons}>
          {row.reasons.map((reason) => {
            const { met, how } = words(reason)
            return (
              <li key={`${reason.interest}-${reason.field}-${reason.fact}`}>
                <span lang={row.product_language || undefined}>{met}</span>{' '}
                <span className="small quiet">{how}</span>
              </li>
            )
          })}
          {row.reasons.length === 0 && <li className="quiet">{say('pitch.noReason')}</li>}
        </ul>
      </td>
      <td>
        <span className={screen.actions}>
          <Button
            look="link"
            tabIndex={-1}
            aria-label={say(row.pick === 'pinned' ? 'pitch.pinnedNamed' : 'pitch.pinNamed', { name })}
            onClick={toggle('pinned')}
          >
            {say(row.pick === 'pinned' ? 'pitch.pinned' : 'pitch.pin')}
          </Button>
          <Button
            look="link"
            tabIndex={-1}
            aria-label={say(row.pick === 'excluded' ? 'pitch.excludedNamed' : 'pitch.excludeNamed', { name })}
            onClick={toggle('excluded')}
          >
            {say(row.pick === 'excluded' ? 'pitch.excluded' : 'pitch.exclude')}
          </Button>
        </span>
      </td>
    </tr>
  )
}
