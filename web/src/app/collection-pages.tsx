import { AuditOutlined, BookOutlined, PhoneOutlined, StopOutlined, TrophyOutlined } from '@ant-design/icons'
import type { PageEntry } from './page-entry'

/** What is due comes in: whom to ask today. */
export const collectionPages: readonly PageEntry[] = [
  {
    path: '/worklist/:code?',
    load: () => import('../features/worklist/worklist-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'worklist', icon: <PhoneOutlined /> },
  },
  {
    path: '/collecting-team',
    load: () => import('../features/collecting-team/team-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'collectingTeam', icon: <TrophyOutlined /> },
  },
  {
    path: '/collection-settings',
    load: () => import('../features/worklist/collection-settings-page'),
    permission: 'collections:read',
  },
  {
    path: '/hand-overs/:id?',
    load: () => import('../features/recoveries/hand-overs-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'handOvers', icon: <AuditOutlined /> },
  },
  {
    path: '/write-offs/:id?',
    load: () => import('../features/recoveries/write-offs-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'writeOffs', icon: <StopOutlined /> },
  },
  {
    path: '/write-off-reasons',
    load: () => import('../features/recoveries/reasons-page'),
    permission: 'collections:read',
  },
  {
    path: '/bad-debts/:id?',
    load: () => import('../features/recoveries/bad-debts-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'badDebts', icon: <BookOutlined /> },
  },
]
