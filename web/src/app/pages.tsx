import {
  ApartmentOutlined,
  AuditOutlined,
  CalculatorOutlined,
  FundProjectionScreenOutlined,
  HomeOutlined,
  ImportOutlined,
  KeyOutlined,
  PauseCircleOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { collectionPages } from './collection-pages'
import { modelPages } from './model-pages'
import type { PageEntry } from './page-entry'
import { policyPages } from './policy-pages'
import { receivablesPages } from './receivables-pages'
import { strategyPages } from './strategy-pages'
import { validationPages } from './validation-pages'
import { reratingSettingsPage, warningPages } from './warning-pages'

/** Every page behind the sign-in, in the order of the navigation. A new page is one entry here. */
export const pages: readonly PageEntry[] = [
  {
    path: '/',
    load: () => import('../features/insight/home-page'),
    nav: { group: 'work', label: 'home', icon: <HomeOutlined />, phone: true },
  },
  {
    path: '/approvals/:box?/:id?',
    load: () => import('../features/approvals/inbox-page'),
    nav: { group: 'work', label: 'approvals', icon: <AuditOutlined />, phone: true },
  },
  {
    path: '/customers',
    load: () => import('../features/customers/customer-list-page'),
    permission: 'customers:read',
    nav: { group: 'work', label: 'customers', icon: <TeamOutlined />, phone: true },
  },
  {
    path: '/customers/:code/report',
    load: () => import('../features/customers/report-page'),
    permission: 'ratings:read',
  },
  {
    path: '/customers/:code/:tab?',
    load: () => import('../features/customers/customer-page'),
    permission: 'customers:read',
  },
  {
    path: '/checks',
    load: () => import('../features/checks/checks-page'),
    permission: 'checks:read',
    nav: { group: 'control', label: 'checks', icon: <SafetyCertificateOutlined />, phone: true },
  },
  {
    path: '/checks/:id',
    load: () => import('../features/checks/decision-page'),
    permission: 'checks:read',
  },
  {
    path: '/reports/releases',
    load: () => import('../features/holds/releases-page'),
    permission: 'insight:read',
  },
  {
    path: '/holds/:id?',
    load: () => import('../features/holds/holds-page'),
    permission: 'holds:read',
    nav: { group: 'control', label: 'holds', icon: <PauseCircleOutlined />, phone: true },
  },
  {
    path: '/limits/:id?',
    load: () => import('../features/limits/limits-page'),
    permission: 'limits:read',
    nav: { group: 'control', label: 'limits', icon: <CalculatorOutlined /> },
  },
  {
    path: '/accounts/:code/:segment?',
    load: () => import('../features/limits/account-page'),
    permission: 'limits:read',
  },
  ...warningPages,
  ...receivablesPages,
  ...collectionPages,
  ...strategyPages,
  ...policyPages,
  {
    path: '/scorecard',
    load: () => import('../features/scoring/scorecard-page'),
    permission: 'ratings:read',
    nav: { group: 'policy', label: 'scorecard', icon: <FundProjectionScreenOutlined /> },
  },
  reratingSettingsPage,
  ...modelPages,
  ...validationPages,
  {
    path: '/scorecard/monitoring',
    load: () => import('../features/scoring/scorecard-monitoring-page'),
    permission: 'policy:read',
  },
  {
    path: '/scorecard/features',
    load: () => import('../features/scoring/features-page'),
    permission: 'ratings:write',
  },
  {
    path: '/scorecard/drafts/:id',
    load: () => import('../features/scoring/draft-page'),
    permission: 'ratings:write',
  },
  {
    path: '/approval-cases/:id',
    load: () => import('../features/approvals/case-page'),
  },
  {
    path: '/approvals/statistics',
    load: () => import('../features/approvals/statistics-page'),
    permission: 'approvals:manage',
  },
  {
    path: '/approvals/calendar',
    load: () => import('../features/approvals/calendar-page'),
    permission: 'approvals:manage',
  },
  {
    path: '/approval-flows',
    load: () => import('../features/approvals/flows-page'),
    permission: 'flows:read',
    nav: { group: 'policy', label: 'flows', icon: <ApartmentOutlined /> },
  },
  {
    path: '/approval-flows/:code',
    load: () => import('../features/approvals/designer-page'),
    permission: 'flows:read',
  },
  {
    path: '/imports',
    load: () => import('../features/imports/imports-page'),
    permission: 'imports:read',
    nav: { group: 'data', label: 'imports', icon: <ImportOutlined /> },
  },
  {
    path: '/imports/new',
    load: () => import('../features/imports/new-import-page'),
    permission: 'imports:write',
  },
  {
    path: '/imports/:id',
    load: () => import('../features/imports/import-page'),
    permission: 'imports:read',
  },
  {
    path: '/access/:tab?',
    load: () => import('../features/access/access-page'),
    permission: 'users:read',
    nav: { group: 'system', label: 'access', icon: <KeyOutlined /> },
  },
  {
    path: '/profile',
    load: () => import('../features/access/profile-page'),
  },
  {
    path: '/notifications',
    load: () => import('../features/notifications/inbox-page'),
  },
  {
    path: '/notifications/preferences',
    load: () => import('../features/notifications/preferences-page'),
  },
  {
    path: '/settings/notifications/:part?',
    load: () => import('../features/notifications/settings-page'),
    permission: 'settings:write',
  },
  {
    path: '/settings/:tab?',
    load: () => import('../features/settings/settings-page'),
    permission: 'settings:read',
    nav: { group: 'system', label: 'settings', icon: <SettingOutlined /> },
  },
  {
    path: '/settings/webhooks/:id',
    load: () => import('../features/settings/deliveries-page'),
    permission: 'webhooks:read',
  },
]
