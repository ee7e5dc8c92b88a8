import {
  Columns3,
  FileSpreadsheet,
  Megaphone,
  Package,
  PenLine,
  ScrollText,
  SlidersHorizontal,
  Users,
} from 'lucide-react'
import { standsOpen } from '../backend/campaigns'
import { useCampaigns, useWorkspace } from '../backend/queries'
import { useSay } from '../i18n'
import { useKeys } from '../keys'
import { go, type Screen } from '../router'
import styles from './Rail.module.css'

const PLACES = [
  ['desk', PenLine],
  ['compare', Columns3],
  ['campaigns', Megaphone],
  ['products', Package],
  ['profiles', Users],
  ['briefs', ScrollText],
  ['export', FileSpreadsheet],
  ['settings', SlidersHorizontal],
] as const

export function Rail({ screen }: { screen: Screen }) {
  const { say } = useSay()
  const counts = useWorkspace().data?.counts
  const remaining = counts ? counts.draft + counts.in_review : 0
  const open = useCampaigns().data?.filter((run) => standsOpen(run.progress.state)).length ?? 0
  const count = { desk: remaining, campaigns: open } as Partial<Record<Screen, number>>
  const words = (place: Screen, of: number) =>
    say(place === 'campaigns' ? 'shell.open' : 'shell.remain', { count: of })
  const current = screen === 'import' ? 'products' : screen
  useKeys(
    PLACES.map(([place], index) => ({
      key: place === 'settings' ? 'mod+,' : `mod+${index + 1}`,
      label: say(`shell.${place}`),
      run: () => go(place),
    })),
  )
  return (
    <nav className={styles.rail} aria-label={say('shell.places')}>
      <svg className={styles.mark} viewBox="0 0 30 30" width="30" height="30" aria-hidden="true">
        <rect width="30" height="30" rx="7" className={styles.ground} />
        <path d="M7 10.2h16" className={styles.stroke} strokeWidth="2" opacity=".55" />
        <path
          d="M9.5 22L15 13.6 20.5 22"
          fill="none"
          className={styles.stroke}
          strokeWidth="2.2"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
      {PLACES.map(([place, Icon]) => (
        <a
          key={place}
          href={`#/${place}`}
          className={styles.place}
          aria-current={current === place ? 'page' : undefined}
          data-place={place}
        >
          <Icon size={18} strokeWidth={1.5} aria-hidden="true" />
          <span>{say(`shell.${place}`)}</span>
          {(count[place] ?? 0) > 0 && (
            <span className={styles.count} aria-label={words(place, count[place]!)}>
              {count[place]! > 999 ? '999+' : count[place]}
            </span>
          )}
        </a>
      ))}
    </nav>
  )
}
