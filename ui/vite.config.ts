/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // the window is WebKit: WKWebView, WebKitGTK, and Chromium on Windows
  build: {
    target: ['safari16', 'chrome111'],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    assetsInlineLimit: 0,
  },
  server: { host: '127.0.0.1', port: 1420, strictPort: true },
  test: { environment: 'jsdom', restoreMocks: true, include: ['src/**/*.test.{ts,tsx}'] },
})
