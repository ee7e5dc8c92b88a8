import { lazy, Suspense, useEffect, useRef } from 'react'
import { appearance } from './appearance'
import { asProblem } from './backend/context'
import { useLiveLists, useSettings, useWorkspace } from './backend/queries'
import { ProblemNote } from './components/ProblemNote'
import { Desk } from './features/desk/Desk'
import { speak, useSay } from './i18n'
import { useRoute, type Screen } from './router'
import { Closing } from './shell/Closing'
import { Header } from './shell/Header'
import { Rail } from './shell/Rail'
import { useZoom } from './shell/useZoom'
import styles from './App.module.css'

const screens: Record<Screen, React.ComponentType> = {
  desk: Desk,
  compare: lazy(() => import('./features/compare/Compare')),
  campaigns: lazy(() => import('./features/campaigns/Campaigns')),
  products: lazy(() => import('./features/products/Products')),
  profiles: lazy(() => import('./features/profiles/Profiles')),
  briefs: lazy(() => import('./features/briefs/Briefs')),
  export: lazy(() => import('./features/exporting/Exporting')),
  settings: lazy(() => import('./features/settings/Settings')),
  import: lazy(() => import('./features/importing/Importing')),
}

export function App() {
  const { screen } = useRoute()
  const { say } = useSay()
  const settings = useSettings()
  const workspace = useWorkspace()
  useLiveLists()
  useZoom()
  useEffect(() => {
    if (!settings.data) return
    appearance(settings.data)
    if (settings.data.language) void speak(settings.data.language)
  }, [settings.data])
  const main = useRef<HTMLElement>(null)
  const before = useRef(screen)
  useEffect(() => {
    if (before.current === screen) return
    before.current = screen
    // the next Tab goes into the new screen, not through the rail again; a field that asked for the focus keeps it
    if (!main.current?.contains(document.activeElement)) main.current?.focus()
  }, [screen])
  const Screen = screens[screen]
  // a workspace that cannot be opened is said in place; Settings can open another
  const closed = workspace.isError && screen !== 'settings'
  return (
    <div className={styles.window}>
      <Rail screen={screen} />
      <Header screen={screen} />
      <main ref={main} tabIndex={-1} className={styles.main}>
        {closed ? (
          <div className={styles.closed}>
            <ProblemNote problem={asProblem(workspace.error)}>
              <a href="#/settings/workspaces">{say('shell.otherWorkspace')}</a>
            </ProblemNote>
          </div>
        ) : (
          <Suspense fallback={<div className={styles.frame} />}>
            <Screen />
          </Suspense>
        )}
      </main>
      <Closing />
    </div>
  )
}
