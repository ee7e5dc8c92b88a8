import { useState } from 'react'
import { useSay } from '../../i18n'
import { useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { Approval } from './Approval'
import { Ledger } from './Ledger'
import { Privacy } from './Privacy'
import { About, Appearance, General, Keyboard } from './pages'
import { Models } from './Models'
import { Rules } from './rules/Rules'
import { Shop } from './Shop'
import { Workspaces } from './Workspaces'
import styles from './Settings.module.css'

const PAGES = [
  'general',
  'appearance',
  'models',
  'shop',
  'rules',
  'approval',
  'privacy',
  'ledger',
  'workspaces',
  'keyboard',
  'about',
] as const
/** Pages whose words stand with their features. */
const OWN = { shop: 'shop', rules: 'rules', approval: 'approval', privacy: 'data', ledger: 'ledger' } as const
const isOwn = (page: string): page is keyof typeof OWN => page in OWN
type Page = (typeof PAGES)[number]

export default function Settings() {
  const { say } = useSay()
  const route = useRoute()
  const [search, setSearch] = useState('')
  const page: Page = PAGES.find((one) => one === route.id) ?? 'models'
  const title = (one: Page) => say(isOwn(one) ? `${OWN[one]}.title` : `settings.${one}`)
  const finds = (one: Page) => say(isOwn(one) ? `${OWN[one]}.finds` : `settings.finds.${one}`)
  const found = PAGES.filter((one) =>
    `${title(one)} ${finds(one)}`.toLowerCase().includes(search.trim().toLowerCase()),
  )
  const Content = {
    general: General,
    appearance: Appearance,
    models: Models,
    shop: Shop,
    rules: Rules,
    approval: Approval,
    privacy: Privacy,
    ledger: Ledger,
    workspaces: Workspaces,
    keyboard: Keyboard,
    about: About,
  }[page]
  return (
    <>
      <div className={styles.settings}>
        <nav className={styles.list} aria-label={say('shell.settings')}>
          <input
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={say('settings.find')}
            aria-label={say('settings.find')}
          />
          {found.map((one) => (
            <a key={one} href={`#/settings/${one}`} aria-current={one === page ? 'page' : undefined}>
              {title(one)}
            </a>
          ))}
          {found.length === 0 && <p className="quiet">{say('common.noHits')}</p>}
        </nav>
        <Content />
      </div>
      <Footer />
    </>
  )
}
