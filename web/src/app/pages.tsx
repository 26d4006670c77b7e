import { HomeOutlined, TeamOutlined } from '@ant-design/icons'
import type { ComponentType, ReactNode } from 'react'
import type shellWords from '../locales/zh-CN/shell.json'
import type { Permission } from '../session/permissions'

export type NavLabel = keyof typeof shellWords.nav
export type NavGroup = keyof typeof shellWords.group

export interface NavPlace {
  group: NavGroup
  label: NavLabel
  icon: ReactNode
  /** Among the four of the bar at the bottom of a phone. */
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

/** Every page behind the sign-in, in the order of the navigation. A new page is one entry here. */
export const pages: readonly PageEntry[] = [
  {
    path: '/',
    load: () => import('../features/insight/home-page'),
    nav: { group: 'work', label: 'home', icon: <HomeOutlined />, phone: true },
  },
  {
    path: '/customers',
    load: () => import('../features/customers/customer-list-page'),
    permission: 'customers:read',
    nav: { group: 'work', label: 'customers', icon: <TeamOutlined />, phone: true },
  },
  {
    path: '/customers/:code/:tab?',
    load: () => import('../features/customers/customer-page'),
    permission: 'customers:read',
  },
]

export const navGroups: readonly NavGroup[] = ['work', 'control', 'receivables', 'policy', 'data', 'system']
