import './styles/tokens.css'
import './styles/fonts.css'
import './styles/base.css'
// before React: while it is read, the first answers are on their way
import { answered, client, language } from './start'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { BackendContext } from './backend/context'
import { tauri } from './backend/tauri'
import { speak } from './i18n'

function draw() {
  void speak(language)
  const root = createRoot(document.getElementById('root')!)
  root.render(
    <StrictMode>
      <BackendContext value={tauri}>
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </BackendContext>
    </StrictMode>,
  )
}

// drawn once, with what it shows, instead of empty and then again; at once, not when React finds time
void answered.then(() => flushSync(draw))
