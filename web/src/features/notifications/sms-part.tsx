import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StatusTag } from '../../ui/status-tag'
import styles from './notifications.module.css'
import { useSmsAccount } from './sms-api'
import { SmsFaultsPanel } from './sms-faults-panel'
import { SmsForm } from './sms-form'
import { SmsReceiptsPanel } from './sms-receipts-panel'
import { SmsTextsPanel } from './sms-texts-panel'
import { SmsTry } from './sms-try'

/** The account at an SMS platform: its keys, trying it, the templates of texts, and what went wrong lately. */
export function SmsPart() {
  const { t } = useTranslation('notifications')
  const { can } = useUser()
  const found = useSmsAccount()
  const account = found.data?.account
  const content = () => {
    if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
    if (found.isPending) return <PanelSkeleton rows={8} />
    const { account } = found.data
    return (
      <div className={styles.columns}>
        <SmsForm key={account?.provider ?? 'new'} account={account} />
        {account !== null && can('settings:write') && <SmsTry provider={account.provider} />}
      </div>
    )
  }
  return (
    <div className={styles.stack}>
      <Panel
        title={t('sms.title')}
        extra={
          account !== undefined && (
            <StatusTag tone={account?.active === true ? 'good' : 'neutral'}>
              {t(account === null ? 'mail.none' : account.active ? 'on' : 'off')}
            </StatusTag>
          )
        }
      >
        {content()}
      </Panel>
      {can('collections:read') && <SmsTextsPanel />}
      <SmsReceiptsPanel />
      <SmsFaultsPanel />
    </div>
  )
}
