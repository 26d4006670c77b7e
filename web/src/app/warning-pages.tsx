import { AlertOutlined, CalendarOutlined, ControlOutlined, SwapOutlined } from '@ant-design/icons'
import type { PageEntry } from './page-entry'

/** Early warnings, changed grades and reviews. */
export const warningPages: readonly PageEntry[] = [
  {
    path: '/warnings',
    load: () => import('../features/re-rating/warnings-page'),
    permission: 'ratings:read',
    nav: { group: 'warning', label: 'warnings', icon: <AlertOutlined /> },
  },
  {
    path: '/reviews',
    load: () => import('../features/re-rating/reviews-page'),
    permission: 'ratings:read',
    nav: { group: 'warning', label: 'reviews', icon: <CalendarOutlined /> },
  },
  {
    path: '/rating-moves',
    load: () => import('../features/re-rating/moves-page'),
    permission: 'ratings:read',
    nav: { group: 'warning', label: 'ratingMoves', icon: <SwapOutlined /> },
  },
]

/** The settings of re-rating, among the documents of rating and policy. */
export const reratingSettingsPage: PageEntry = {
  path: '/re-rating',
  load: () => import('../features/re-rating/settings-page'),
  permission: 'policy:read',
  nav: { group: 'policy', label: 'reRating', icon: <ControlOutlined /> },
}
