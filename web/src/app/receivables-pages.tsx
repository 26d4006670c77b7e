import {
  AccountBookOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  DiffOutlined,
  FallOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  FileTextOutlined,
  FundOutlined,
} from '@ant-design/icons'
import type { PageEntry } from './page-entry'

/** What customers owe and what they paid. */
export const receivablesPages: readonly PageEntry[] = [
  {
    path: '/aging',
    load: () => import('../features/receivables/aging-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'aging', icon: <BarChartOutlined /> },
  },
  {
    path: '/receipts',
    load: () => import('../features/receipts/receipts-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'receipts', icon: <BankOutlined /> },
  },
  {
    path: '/receipts/bank-lines',
    load: () => import('../features/receipts/bank-lines-page'),
    permission: 'receipts:match',
  },
  {
    path: '/receipts/deductions',
    load: () => import('../features/receipts/deductions-page'),
    permission: 'collections:read',
  },
  {
    path: '/bills',
    load: () => import('../features/bills/bills-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'bills', icon: <AccountBookOutlined /> },
  },
  {
    path: '/invoices',
    load: () => import('../features/receipts/invoices-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'invoices', icon: <FileTextOutlined /> },
  },
  {
    path: '/aging/compare',
    load: () => import('../features/provisions/comparison-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'agingComparison', icon: <DiffOutlined /> },
  },
  {
    path: '/provisions',
    load: () => import('../features/provisions/provisions-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'provisions', icon: <FallOutlined /> },
  },
  {
    path: '/reconciliations',
    load: () => import('../features/provisions/reconciliations-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'reconciliations', icon: <AuditOutlined /> },
  },
  {
    path: '/receivables',
    load: () => import('../features/receivables/open-items-page'),
    permission: 'receivables:read',
  },
  {
    path: '/claims',
    load: () => import('../features/claims/claims-page'),
    permission: 'receivables:read',
    nav: { group: 'collections', label: 'claims', icon: <FieldTimeOutlined /> },
  },
  {
    path: '/claims/rates',
    load: () => import('../features/claims/rates-page'),
    permission: 'receivables:read',
  },
  {
    path: '/cash-forecast',
    load: () => import('../features/payment-forecast/cash-forecast-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'cashForecast', icon: <FundOutlined /> },
  },
  {
    path: '/cash-forecast/model',
    load: () => import('../features/payment-forecast/forecast-model-page'),
    permission: 'policy:read',
  },
  {
    path: '/payment-forecasts',
    load: () => import('../features/payment-forecast/forecast-items-page'),
    permission: 'receivables:read',
  },
  {
    path: '/statements',
    load: () => import('../features/statements/statements-page'),
    permission: 'receivables:read',
    nav: { group: 'receivables', label: 'statements', icon: <FileDoneOutlined /> },
  },
  {
    path: '/statements/:code',
    load: () => import('../features/receivables/statement-page'),
    permission: 'receivables:read',
  },
]
