import { appearance, remembered } from './appearance'
import { makeQueryClient } from './backend/client'
import { askFirst } from './backend/first'
import { tauri } from './backend/tauri'

// before the first paint, so that nothing flashes
const before = remembered()
appearance(before)

export const language = before.language ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en')
export const client = makeQueryClient()
/** The faces of the first screen: drawn before they are here, it would be laid out twice. */
const faces = ['400 13px "IBM Plex Sans"', '500 13px "IBM Plex Sans"', '600 13px "IBM Plex Sans"']
const fonts = [
  ...faces.map((face) => document.fonts.load(face)),
  document.fonts.load('400 24px "Source Serif 4 Variable"'),
  document.fonts.load('13px "Noto Sans SC Zhong"', '中'),
]

/** The first answers, or the end of patience: a slow disk is waited for with the window's frame in sight. */
export const answered = Promise.race([
  Promise.allSettled([askFirst(client, tauri, language), ...fonts]),
  new Promise((resolve) => setTimeout(resolve, 300)),
])
