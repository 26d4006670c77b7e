import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { makeQueryClient } from './api/query-client'
import { makeRouter } from './app/router'
import { startI18n } from './i18n/setup'
import './theme/base.css'
import { ThemeProvider } from './theme/theme-provider'

async function start(host: HTMLElement): Promise<void> {
  await startI18n()
  createRoot(host).render(
    <StrictMode>
      <ThemeProvider>
        <QueryClientProvider client={makeQueryClient()}>
          <Suspense>
            <RouterProvider router={makeRouter()} />
          </Suspense>
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>,
  )
}

const host = document.getElementById('root')
if (host !== null) void start(host)
