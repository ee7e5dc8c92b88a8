import { useState } from 'react'
import { useSay } from '../../i18n'
import { useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { About, Appearance, General, Keyboard } from './pages'
import { Models } from './Models'
import { Shop } from './Shop'
import { Workspaces } from './Workspaces'
import styles from './Settings.module.css'

const PAGES = ['general', 'appearance', 'models', 'shop', 'workspaces', 'keyboard', 'about'] as const
type Page = (typeof PAGES)[number]

export default function Settings() {
  const { say } = useSay()
  const route = useRoute()
  const [search, setSearch] = useState('')
  const page: Page = PAGES.find((one) => one === route.id) ?? 'models'
  const title = (one: Page) => say(one === 'shop' ? 'shop.title' : `settings.${one}`)
  const finds = (one: Page) => say(one === 'shop' ? 'shop.finds' : `settings.finds.${one}`)
  const found = PAGES.filter((one) =>
    `${title(one)} ${finds(one)}`.toLowerCase().includes(search.trim().toLowerCase()),
  )
  const Content = {
    general: General,
    appearance: Appearance,
    models: Models,
    shop: Shop,
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
