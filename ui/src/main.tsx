import './styles/tokens.css'
import './styles/fonts.css'
import './styles/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { appearance, remembered } from './appearance'
import { BackendContext } from './backend/context'
import { makeQueryClient } from './backend/queries'
import { tauri } from './backend/tauri'
import { speak } from './i18n'

// before the first paint, so that nothing flashes
const before = remembered()
appearance(before)
void speak(before.language ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en'))

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <BackendContext value={tauri}>
      <QueryClientProvider client={makeQueryClient()}>
        <App />
      </QueryClientProvider>
    </BackendContext>
  </StrictMode>,
)
