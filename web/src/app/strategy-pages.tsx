import { FileTextOutlined, MailOutlined, PlayCircleOutlined, ScheduleOutlined } from '@ant-design/icons'
import type { PageEntry } from './page-entry'

/** Collection strategies, their texts, their runs and what those sent. */
export const strategyPages: readonly PageEntry[] = [
  {
    path: '/strategies',
    load: () => import('../features/strategies/strategies-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'strategies', icon: <ScheduleOutlined /> },
  },
  {
    path: '/strategies/design',
    load: () => import('../features/strategies/strategy-design-page'),
    permission: 'strategies:write',
  },
  {
    path: '/dunning-runs',
    load: () => import('../features/strategies/runs-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'dunningRuns', icon: <PlayCircleOutlined /> },
  },
  {
    path: '/dunning-runs/:id',
    load: () => import('../features/strategies/run-page'),
    permission: 'collections:read',
  },
  {
    path: '/dunning-messages',
    load: () => import('../features/strategies/messages-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'dunningMessages', icon: <MailOutlined /> },
  },
  {
    path: '/dunning-texts',
    load: () => import('../features/strategies/texts-page'),
    permission: 'collections:read',
    nav: { group: 'collections', label: 'dunningTexts', icon: <FileTextOutlined /> },
  },
]
