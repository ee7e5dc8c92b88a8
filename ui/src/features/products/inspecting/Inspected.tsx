import { useRef, type ReactNode } from 'react'
import type { Finding } from '../../../backend/bindings'
import { Mark } from '../../../components/Mark'
import styles from '../../../components/Noted.module.css'
import { useSay } from '../../../i18n'
import { HostileNote, useHostileWords } from './HostileNote'
import { grouped } from './spots'
import type { Inspection } from './useInspection'

interface Props {
  inspection: Inspection
  /** Which findings stand here. */
  of: (finding: Finding) => boolean
  /** Whether several fields stand here, so that a note names its own. */
  named?: boolean
  children?: ReactNode
}

/** A field, and under it what is hostile in it. */
export function Inspected({ inspection, of, named = false, children }: Props) {
  const { say } = useSay()
  const box = useRef<HTMLDivElement>(null)
  const groups = grouped(inspection.findings.filter(of))
  const take = (group: Finding[]) => {
    inspection.takeOut(group)
    // the button goes away: the next one takes the focus, or the field
    requestAnimationFrame(() => {
      const next =
        box.current?.querySelector<HTMLElement>('[data-take-out]') ??
        box.current?.querySelector<HTMLElement>('input, textarea')
      next?.focus()
    })
  }
  if (!children && groups.length === 0) return null
  return (
    <div ref={box} className={styles.field}>
      {children}
      {groups.length > 0 && (
        <div className={styles.notes}>
          <ul aria-label={say('incoming.title')}>
            {groups.map((group) => (
              <HostileNote
                key={`${group[0]!.rule}|${group[0]!.part}|${group[0]!.start}`}
                group={group}
                fields={inspection.fields}
                named={named}
                onTakeOut={() => take(group)}
              />
            ))}
          </ul>
          {groups.some(([first]) => first!.level !== 'advice') && (
            <p className={styles.means}>{say('incoming.means')}</p>
          )}
        </div>
      )}
    </div>
  )
}

/** At the top of the panel: how much was found and where, and what becomes of what was taken out. */
export function Summary({ inspection, unsaved }: { inspection: Inspection | null; unsaved: boolean }) {
  const { say, language } = useSay()
  const words = useHostileWords()
  const found = grouped((inspection?.findings ?? []).filter(({ level }) => level !== 'advice'))
  const fields = [...new Set(found.map(([first]) => words.field(first!)))]
  return (
    <div role="status" className={styles.summary}>
      {found.length > 0 ? (
        <>
          <Mark kind="caution" silent />
          <p>
            {say('incoming.summary', {
              count: found.length,
              fields: fields.join(language === 'en' ? ', ' : '、'),
            })}{' '}
            {inspection?.taken && unsaved && say('incoming.taken')}
          </p>
        </>
      ) : (
        inspection?.taken && unsaved && <p>{say('incoming.taken')}</p>
      )}
    </div>
  )
}
