import { ControlOutlined, FallOutlined, FundOutlined, SolutionOutlined } from '@ant-design/icons'
import type { PageEntry } from './page-entry'

/** Control rules and credit policies: as they are in force, under edit, and what a trial found. */
export const policyPages: readonly PageEntry[] = [
  {
    path: '/rules',
    load: () => import('../features/rules/rules-page'),
    permission: 'rules:read',
    nav: { group: 'policy', label: 'rules', icon: <ControlOutlined /> },
  },
  {
    path: '/rules/design',
    load: () => import('../features/rules/design-page'),
    permission: 'rules:write',
  },
  {
    path: '/policies',
    load: () => import('../features/policy/policies-page'),
    permission: 'policy:read',
    nav: { group: 'policy', label: 'policies', icon: <SolutionOutlined /> },
  },
  {
    path: '/policies/design',
    load: () => import('../features/policy/design-page'),
    permission: 'policy:write',
  },
  {
    path: '/expected-loss',
    load: () => import('../features/insight/expected-loss-page'),
    permission: 'insight:read',
    nav: { group: 'policy', label: 'expectedLoss', icon: <FallOutlined /> },
  },
  {
    path: '/risk-adjusted-margin',
    load: () => import('../features/insight/risk-margin-page'),
    permission: 'insight:read',
    nav: { group: 'policy', label: 'riskMargin', icon: <FundOutlined /> },
  },
  {
    path: '/simulations/:id/accounts',
    load: () => import('../features/simulation/accounts-page'),
    permission: 'policy:read',
  },
  {
    path: '/simulations/:id/orders',
    load: () => import('../features/simulation/orders-page'),
    permission: 'policy:read',
  },
]
