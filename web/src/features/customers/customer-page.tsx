import {
  AccountBookOutlined,
  FileProtectOutlined,
  FileTextOutlined,
  PrinterOutlined,
  PushpinFilled,
  PushpinOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { usePersonName } from '../../session/people'
import type { Permission } from '../../session/permissions'
import { readCustomers, rememberRecent, togglePinned } from '../../session/recents'
import { useUser } from '../../session/session'
import { History } from '../../ui/audit/history'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { CustomerCases } from '../../ui/cases/customer-cases'
import { StatusTag } from '../../ui/status-tag'
import { TabLinks } from '../../ui/tab-links'
import { usePhone } from '../../ui/use-phone'
import { useCustomer, type Customer } from './account-api'
import { ContactsTab } from './contacts-tab'
import { DecisionsTab, HoldsTab } from './control-tabs'
import { DocumentsTab } from './documents-tab'
import { FactsTab } from './facts-tab'
import { Overview } from './overview'
import { RatingTab } from './rating-tab'
import { RecoveriesTab } from './recoveries-tab'

const tabs = [
  'overview',
  'rating',
  'documents',
  'facts',
  'contacts',
  'recoveries',
  'decisions',
  'holds',
  'approvals',
  'history',
] as const
type Tab = (typeof tabs)[number]

const needs: Readonly<Record<Tab, Permission>> = {
  overview: 'customers:read',
  rating: 'ratings:read',
  documents: 'documents:read',
  facts: 'facts:read',
  contacts: 'customers:read',
  recoveries: 'receivables:read',
  decisions: 'checks:read',
  holds: 'holds:read',
  approvals: 'customers:read',
  history: 'audit:read',
}

function TabBody({ tab, customer }: { tab: Tab; customer: Customer }) {
  switch (tab) {
    case 'overview':
      return <Overview customer={customer} />
    case 'rating':
      return <RatingTab code={customer.code} />
    case 'documents':
      return <DocumentsTab code={customer.code} />
    case 'facts':
      return <FactsTab code={customer.code} />
    case 'contacts':
      return <ContactsTab code={customer.code} />
    case 'recoveries':
      return <RecoveriesTab code={customer.code} />
    case 'decisions':
      return <DecisionsTab code={customer.code} />
    case 'holds':
      return <HoldsTab code={customer.code} />
    case 'approvals':
      return <CustomerCases code={customer.code} />
    case 'history':
      return <History key={customer.code} objectType="customer" objectId={customer.code} withAccounts />
  }
}

function Pin({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers')
  const { username } = useUser()
  const [pinned, setPinned] = useState(() =>
    readCustomers('pinned', username).some((known) => known.code === customer.code),
  )
  return (
    <Button
      icon={pinned ? <PushpinFilled /> : <PushpinOutlined />}
      aria-pressed={pinned}
      onClick={() => setPinned(togglePinned(username, { code: customer.code, name: customer.name }))}
    >
      {pinned ? t('page.unpin') : t('page.pin')}
    </Button>
  )
}

function Identity({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers')
  const nameOf = usePersonName()
  return (
    <>
      <span>{customer.code}</span>
      {customer.uscc !== null && <span>{customer.uscc}</span>}
      {customer.uscCheck === 'failed' && <StatusTag tone="warn">{t('page.usccDoubtful')}</StatusTag>}
      {customer.industry !== null && <span>{customer.industry}</span>}
      {customer.region !== null && <span>{customer.region}</span>}
      {customer.ownerUsername !== null && (
        <span>{t('page.owner', { name: nameOf(customer.ownerUsername) })}</span>
      )}
      {customer.status !== 'active' && (
        <StatusTag tone={customer.status === 'blacklisted' ? 'danger' : 'neutral'}>
          {t(`status.${customer.status}`)}
        </StatusTag>
      )}
    </>
  )
}

function Loaded({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers')
  const user = useUser()
  const { tab } = useParams()
  const phone = usePhone()
  const { code, name } = customer
  const base = `/customers/${encodeURIComponent(code)}`
  const allowed = tabs.filter((one) => user.can(needs[one]))
  const shown = allowed.find((one) => one === tab) ?? 'overview'
  useEffect(() => rememberRecent(user.username, { code, name }), [user.username, code, name])

  return (
    <>
      <PageHeader
        title={name}
        detail={<Identity customer={customer} />}
        actions={
          <>
            {user.can('limits:read') && (
              <Link to={`/accounts/${encodeURIComponent(code)}`}>
                <Button icon={<AccountBookOutlined />} tabIndex={-1}>
                  {t('page.limits')}
                </Button>
              </Link>
            )}
            {user.can('receivables:read') && (
              <Link to={`/statements/${encodeURIComponent(code)}`}>
                <Button icon={<FileTextOutlined />} tabIndex={-1}>
                  {t('page.statement')}
                </Button>
              </Link>
            )}
            {user.can('ratings:read') && (
              <Link to={`${base}/report`}>
                <Button icon={<FileProtectOutlined />} tabIndex={-1}>
                  {t('page.report')}
                </Button>
              </Link>
            )}
            <Pin key={code} customer={customer} />
            {!phone && (
              <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
                {t('page.print')}
              </Button>
            )}
          </>
        }
      />
      <TabLinks
        label={t('page.parts')}
        items={allowed.map((one) => ({
          to: one === 'overview' ? base : `${base}/${one}`,
          label: t(`tab.${one}`),
          end: one === 'overview',
        }))}
      />
      <TabBody tab={shown} customer={customer} />
    </>
  )
}

/** Everything about one customer: what they may buy on account, and why. */
export function Component() {
  const { code = '' } = useParams()
  const customer = useCustomer(code)
  if (customer.isError) return <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
  if (customer.isPending) return <PanelSkeleton rows={10} />
  return <Loaded customer={customer.data} />
}
