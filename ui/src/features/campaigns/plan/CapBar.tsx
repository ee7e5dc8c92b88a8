import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import styles from './Plan.module.css'

interface Props {
  range: { low: number; high: number }
  cap: number | null
  words: (low: number, high: number) => string
}

/** The range against its cap, on a line from nothing. */
export function CapBar({ range, cap, words }: Props) {
  const { say } = useSay()
  const most = Math.max(range.high, cap ?? 0) * 1.12 || 1
  const at = (value: number) => `${(value / most) * 100}%`
  const middle = ((range.low + range.high) / 2 / most) * 100
  const over = cap !== null && range.high > cap
  const place = (left: string, width?: string) => (element: HTMLElement | null) => {
    if (!element) return
    element.style.left = left
    if (width !== undefined) element.style.width = width
  }
  return (
    <>
      <div className={styles.capBar} aria-hidden="true">
        {cap !== null && (
          <span ref={place(`clamp(40px, ${at(cap)}, 100% - 40px)`)} className={styles.capWord}>
            {say('campaigns.cap', { cap: words(cap, cap) })}
          </span>
        )}
        <div className={styles.line}>
          <span ref={place(at(range.low), at(Math.max(range.high - range.low, most / 150)))} />
          {cap !== null && <i ref={place(at(cap))} />}
        </div>
        {middle > 22 && <span className={styles.zero}>{words(0, 0)}</span>}
        <span ref={place(`clamp(60px, ${middle}%, 100% - 60px)`)} className={styles.rangeWord}>
          {words(range.low, range.high)}
        </span>
      </div>
      <p className={styles.over}>
        {over && (
          <>
            <Mark kind="caution" silent />{' '}
            {say(range.low > cap ? 'campaigns.surelyOver' : 'campaigns.maybeOver')}
          </>
        )}
      </p>
    </>
  )
}
