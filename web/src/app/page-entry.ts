import type { ComponentType, ReactNode } from 'react'
import type shellWords from '../locales/zh-CN/shell.json'
import type { Permission } from '../session/permissions'

export type NavLabel = keyof typeof shellWords.nav
export type NavGroup = keyof typeof shellWords.group

export interface NavPlace {
  group: NavGroup
  label: NavLabel
  icon: ReactNode
  /** Among the five of the bar at the bottom of a phone. */
  phone?: boolean
}

export interface PageEntry {
  path: string
  /** Its own chunk; the module exports the page as `Component`. */
  load: () => Promise<{ Component: ComponentType }>
  /** Without it the page is neither shown in the navigation nor opened. */
  permission?: Permission
  nav?: NavPlace
}

/** Parts of the navigation, in their order. */
export const navGroups: readonly NavGroup[] = [
  'work',
  'control',
  'warning',
  'receivables',
  'collections',
  'policy',
  'data',
  'system',
]
