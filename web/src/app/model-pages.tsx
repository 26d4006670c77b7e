import { DotChartOutlined } from '@ant-design/icons'
import type { PageEntry } from './page-entry'

/** The pages of statistical models. */
export const modelPages: readonly PageEntry[] = [
  {
    path: '/models',
    load: () => import('../features/models/models-page'),
    permission: 'policy:read',
    nav: { group: 'policy', label: 'models', icon: <DotChartOutlined /> },
  },
  {
    path: '/models/new',
    load: () => import('../features/models/new-model-page'),
    permission: 'models:write',
  },
  {
    path: '/models/compare',
    load: () => import('../features/models/compare-page'),
    permission: 'policy:read',
  },
  {
    path: '/models/trainings/:id',
    load: () => import('../features/models/training-page'),
    permission: 'policy:read',
  },
  {
    path: '/models/:id/:tab?',
    load: () => import('../features/models/model-page'),
    permission: 'policy:read',
  },
]
