import { createBrowserRouter, type RouteObject } from 'react-router'
import { ErrorPage } from './error-page'
import { NotFound } from '../ui/not-found'
import type { PageEntry } from './page-entry'
import { pages } from './pages'
import { Guard } from './guard'
import { SessionGate } from './session-gate'
import { Shell } from './shell'

function toRoute({ path, load, permission }: PageEntry): RouteObject {
  return {
    path,
    lazy: async () => {
      const { Component: Page } = await load()
      const Component = () => (
        <Guard {...(permission === undefined ? {} : { permission })}>
          <Page />
        </Guard>
      )
      return { Component }
    },
  }
}

/** All addresses of the interface. Everything but the sign-in page is behind the session. */
export function makeRouter() {
  return createBrowserRouter([
    {
      path: '/sign-in',
      ErrorBoundary: ErrorPage,
      HydrateFallback: () => null,
      lazy: () => import('../features/identity/sign-in-page'),
    },
    {
      path: '/forgot-password',
      ErrorBoundary: ErrorPage,
      HydrateFallback: () => null,
      lazy: () => import('../features/identity/forgot-password-page'),
    },
    {
      path: '/reset-password',
      ErrorBoundary: ErrorPage,
      HydrateFallback: () => null,
      lazy: () => import('../features/identity/reset-password-page'),
    },
    {
      path: '/confirm-statement',
      ErrorBoundary: ErrorPage,
      HydrateFallback: () => null,
      lazy: () => import('../features/statements/confirm-page'),
    },
    {
      path: '/setup',
      ErrorBoundary: ErrorPage,
      HydrateFallback: () => null,
      lazy: () => import('../features/identity/setup-page'),
    },
    {
      Component: SessionGate,
      ErrorBoundary: ErrorPage,
      HydrateFallback: () => null,
      children: [
        {
          Component: Shell,
          children: [
            {
              ErrorBoundary: ErrorPage,
              children: [...pages.map(toRoute), { path: '*', Component: NotFound }],
            },
          ],
        },
      ],
    },
  ])
}
