import { useTranslation } from 'react-i18next'
import { Navigate, useParams } from 'react-router'
import type { Permission } from '../../session/permissions'
import { useUser } from '../../session/session'
import { PageHeader } from '../../ui/page-header'
import { TabLinks } from '../../ui/tab-links'
import { ApiKeysTab } from './api-keys-tab'
import { AuditTab } from './audit-tab'
import { FxTab } from './fx-tab'
import { OrganisationTab } from './organisation-tab'
import { SegmentsTab } from './segments-tab'
import { UsersTab } from './users-tab'
import { WebhooksTab } from './webhooks-tab'

const tabs = ['organisation', 'segments', 'fx', 'users', 'keys', 'webhooks', 'audit'] as const
type Tab = (typeof tabs)[number]

const needs: Readonly<Record<Tab, Permission>> = {
  organisation: 'settings:read',
  segments: 'settings:read',
  fx: 'settings:read',
  users: 'users:read',
  keys: 'api-keys:write',
  webhooks: 'webhooks:read',
  audit: 'audit:read',
}

function TabBody({ tab }: { tab: Tab }) {
  switch (tab) {
    case 'organisation':
      return <OrganisationTab />
    case 'segments':
      return <SegmentsTab />
    case 'fx':
      return <FxTab />
    case 'users':
      return <UsersTab />
    case 'keys':
      return <ApiKeysTab />
    case 'webhooks':
      return <WebhooksTab />
    case 'audit':
      return <AuditTab />
  }
}

/** Everything an administrator sets up once, each part at its own address. */
export function Component() {
  const { t } = useTranslation('settings')
  const user = useUser()
  const { tab } = useParams()
  const allowed = tabs.filter((one) => user.can(needs[one]))
  const shown = allowed.find((one) => one === tab)
  if (shown === undefined) return <Navigate replace to={`/settings/${allowed[0] ?? 'organisation'}`} />
  return (
    <>
      <PageHeader title={t('title')} />
      <TabLinks
        label={t('title')}
        items={[
          ...allowed.map((one) => ({ to: `/settings/${one}`, label: t(`tab.${one}`) })),
          ...(user.can('settings:write')
            ? [{ to: '/settings/notifications', label: t('tab.notifications') }]
            : []),
        ]}
      />
      <TabBody tab={shown} />
    </>
  )
}
