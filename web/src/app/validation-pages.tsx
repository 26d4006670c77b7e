import { ColumnHeightOutlined, HistoryOutlined } from '@ant-design/icons'
import type { PageEntry } from './page-entry'

/** Ratings and models held against what happened. */
export const validationPages: readonly PageEntry[] = [
  {
    path: '/scorecards/compare',
    load: () => import('../features/scoring/compare-page'),
    permission: 'ratings:write',
  },
  {
    path: '/back-tests',
    load: () => import('../features/validation/back-tests-page'),
    permission: 'policy:read',
    nav: { group: 'policy', label: 'backTests', icon: <HistoryOutlined /> },
  },
  {
    path: '/back-tests/:id',
    load: () => import('../features/validation/back-test-page'),
    permission: 'policy:read',
  },
  {
    path: '/rating-overlays',
    load: () => import('../features/validation/overlays-page'),
    permission: 'policy:read',
    nav: { group: 'policy', label: 'overlays', icon: <ColumnHeightOutlined /> },
  },
  {
    path: '/scorecard/refits',
    load: () => import('../features/scoring/refits-page'),
    permission: 'policy:read',
  },
]
