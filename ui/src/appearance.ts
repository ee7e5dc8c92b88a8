// How the window looks, mirrored in the browser's storage only so that a start does not flash. The truth is in settings.
import type { Settings } from './backend/bindings'

type Look = Pick<Settings, 'language' | 'theme' | 'high_contrast' | 'density' | 'copy_size'>
const KEY = 'copydesk-look'
const plain: Look = { language: null, theme: 'system', high_contrast: false, density: 'dense', copy_size: 18 }

export function remembered(): Look {
  try {
    return { ...plain, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>) }
  } catch {
    return plain
  }
}

export function appearance({ language, theme, high_contrast, density, copy_size }: Look) {
  const data = document.documentElement.dataset
  if (theme === 'system') delete data.theme
  else data.theme = theme
  if (high_contrast) data.contrast = 'more'
  else delete data.contrast
  data.density = density
  data.copySize = String(copy_size)
  try {
    localStorage.setItem(KEY, JSON.stringify({ language, theme, high_contrast, density, copy_size }))
  } catch {
    // a full or forbidden storage costs a flash at the next start, nothing else
  }
}
