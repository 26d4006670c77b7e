import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StackingTable } from '../../ui/stacking-table'
import { useSmsFaults, type SmsFault } from './sms-api'
import styles from './notifications.module.css'

/** What went wrong lately with SMS to customers, and what somebody has to do about it. */
export function SmsFaultsPanel() {
  const { t } = useTranslation('notifications')
  const text = useText()
  const faults = useSmsFaults()
  const content = () => {
    if (faults.isError) return <ErrorState error={faults.error} onRetry={() => void faults.refetch()} />
    if (faults.isPending) return <PanelSkeleton rows={3} />
    if (faults.data.items.length === 0)
      return <EmptyState title={t('sms.noFaults')} hint={t('sms.noFaultsHint')} />
    return (
      <StackingTable<SmsFault>
        rows={faults.data.items}
        rowKey={({ messageId }) => messageId}
        columns={[
          { key: 'at', title: t('sms.at'), render: (_, { at }) => <Instant value={at} /> },
          {
            key: 'customer',
            title: t('sms.customer'),
            render: (_, { customerCode, customerName }) => (
              <Link to={`/customers/${encodeURIComponent(customerCode)}`}>{customerName}</Link>
            ),
          },
          {
            key: 'error',
            title: t('log.error'),
            render: (_, { error }) => <span className={styles.text}>{text(error)}</span>,
          },
          {
            key: 'todo',
            title: t('sms.whatToDo'),
            render: (_, { todo }) => <span className={styles.text}>{text(todo)}</span>,
          },
        ]}
      />
    )
  }
  return <Panel title={t('sms.faults')}>{content()}</Panel>
}
