import { useEffect } from 'react'
import { useBackend } from '../backend/context'
import { useSaveSettings, useSettings } from '../backend/queries'
import { useSay } from '../i18n'
import { useKeys } from '../keys'

/** Sizes of the whole window, in percent. */
export const ZOOMS = [80, 100, 125, 150, 200]

/** Sizes the window as the settings say, and lets the usual keys change it. */
export function useZoom() {
  const { say } = useSay()
  const backend = useBackend()
  const save = useSaveSettings()
  const zoom = useSettings().data?.zoom
  useEffect(() => {
    if (zoom) void backend.zoom(zoom / 100)
  }, [backend, zoom])
  const step = (by: number) => {
    const next = ZOOMS[ZOOMS.indexOf(zoom ?? 100) + by]
    if (next) void save({ zoom: next })
  }
  useKeys([
    { key: 'mod+-', label: say('shell.smaller'), run: () => step(-1) },
    { key: 'mod+=', label: say('shell.larger'), run: () => step(1) },
    // where the plus sign needs Shift or has a key of its own
    { key: 'mod++', run: () => step(1) },
    { key: 'mod+0', label: say('shell.asDesigned'), run: () => void save({ zoom: 100 }) },
  ])
}
