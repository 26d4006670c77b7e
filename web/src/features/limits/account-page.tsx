import { Button, Result } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate, useParams } from 'react-router'
import { useSegmentOptions } from '../../session/segments'
import { useUser } from '../../session/session'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { AccountStatusTag } from '../../ui/account-status-tag'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StatusTag } from '../../ui/status-tag'
import { TabLinks } from '../../ui/tab-links'
import { AccountDrawer } from './account-drawer'
import { AccountActions } from './account-actions'
import { useAccountPage, type Account } from './api'
import { PolicyPanel } from '../../ui/policy-panel'
import { LineTable } from './line-table'
import styles from './limits.module.css'

function Summary({ account }: { account: Account }) {
  const { t } = useTranslation('limits')
  return (
    <dl className={styles.compare}>
      <div>
        <dt>{t('account.status')}</dt>
        <dd>
          <AccountStatusTag status={account.status} />
        </dd>
      </div>
      <div>
        <dt>{t('account.mode')}</dt>
        <dd>{t(`mode.${account.limitMode}`)}</dd>
      </div>
      <div>
        <dt>{t('account.terms')}</dt>
        <dd>
          {account.terms === null ? t('account.noTerms') : t('netDays', { count: account.terms.netDays })}
        </dd>
      </div>
      <div>
        <dt>{t('account.currency')}</dt>
        <dd>{account.currency}</dd>
      </div>
      <div>
        <dt>{t('case.review')}</dt>
        <dd>
          <Day value={account.reviewOn} />
        </dd>
      </div>
      {account.forcedHold !== null && (
        <div>
          <dt>{t('account.forcedHold')}</dt>
          <dd>
            <StatusTag tone="warn">{account.forcedHold}</StatusTag>
          </dd>
        </div>
      )}
    </dl>
  )
}

interface OpenedProps {
  code: string
  groupCode: string | null
  account: Account
}

function Opened({ code, groupCode, account }: OpenedProps) {
  const { t } = useTranslation('limits')
  const [editing, setEditing] = useState(false)
  return (
    <div className={styles.stack}>
      <Panel
        title={`${account.segment} ${account.segmentName}`}
        extra={
          account.allowed.includes('request') ? (
            <Button onClick={() => setEditing(true)}>{t('account.edit')}</Button>
          ) : undefined
        }
      >
        <Summary account={account} />
        {account.allowed.includes('hold') && <AccountActions code={code} account={account} />}
      </Panel>
      <PolicyPanel code={code} segment={account.segment} />
      <LineTable code={code} account={account} />
      <HistoryPanel objectType="account" objectId={`${code}/${account.segment}`} />
      {groupCode !== null && groupCode !== code && (
        <HistoryPanel
          objectType="group"
          objectId={groupCode}
          title={t('account.groupHistory', { code: groupCode })}
        />
      )}
      {editing && (
        <AccountDrawer
          code={code}
          segment={account.segment}
          account={account}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  )
}

function NotOpened({ code, segment }: { code: string; segment: string }) {
  const { t } = useTranslation('limits')
  const user = useUser()
  const [editing, setEditing] = useState(false)
  return (
    <Panel>
      <Result
        status="info"
        title={t('account.noneTitle')}
        subTitle={t('account.noneHint')}
        extra={
          user.can('limits:propose') ? (
            <Button type="primary" onClick={() => setEditing(true)}>
              {t('account.open')}
            </Button>
          ) : undefined
        }
      />
      {editing && <AccountDrawer code={code} segment={segment} onClose={() => setEditing(false)} />}
    </Panel>
  )
}

/** The credit accounts of a customer: limit lines, terms, status; edited in drawers. */
export function Component() {
  const { t } = useTranslation('limits')
  const { code = '', segment } = useParams()
  const navigate = useNavigate()
  const segments = useSegmentOptions()
  const { customer, accounts } = useAccountPage(code)
  if (customer.isError) return <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
  if (accounts.isError) return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
  if (customer.isPending || accounts.isPending) return <PanelSkeleton rows={10} />
  const shown = segment ?? accounts.data.items[0]?.segment ?? segments[0]?.value
  const account = accounts.data.items.find((one) => one.segment === shown)
  const base = `/accounts/${encodeURIComponent(code)}`
  // The tab of the account that is shown is marked by the address.
  if (segment === undefined && shown !== undefined)
    return <Navigate replace to={`${base}/${encodeURIComponent(shown)}`} />
  return (
    <>
      <PageHeader
        title={t('account.title', { name: customer.data.name })}
        detail={
          <Link to={`/customers/${encodeURIComponent(code)}`}>
            {code} {customer.data.name}
          </Link>
        }
        actions={<Button onClick={() => void navigate(-1)}>{t('account.back')}</Button>}
      />
      <TabLinks
        label={t('account.segments')}
        items={segments.map(({ value, label }) => ({ to: `${base}/${encodeURIComponent(value)}`, label }))}
      />
      {account !== undefined && (
        <Opened key={account.segment} code={code} groupCode={customer.data.groupCode} account={account} />
      )}
      {account === undefined && shown !== undefined && <NotOpened code={code} segment={shown} />}
    </>
  )
}
