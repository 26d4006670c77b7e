import { useTranslation } from 'react-i18next'
import { ErrorState } from '../error-state'
import { PanelSkeleton } from '../panel-skeleton'
import { useAudit, type AuditEntry } from './audit-api'
import styles from './audit.module.css'
import { EventCard } from './event-card'

const most = 500

/** Everything that was recorded in the transaction of one entry. */
export function TransactionEntries({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  const result = useAudit({ transaction: entry.transaction, limit: most })
  if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
  if (result.isPending) return <PanelSkeleton rows={6} />
  // After a restore another transaction may have had the same number, at another time.
  const entries = result.data.items.filter((one) => one.at === entry.at)
  return (
    <>
      <p className="xh-quiet">
        {t('number', { id: entry.id })}
        {entry.requestId !== null && <> · {t('requestId', { id: entry.requestId })}</>}
      </p>
      <ol className={styles.events}>
        <EventCard entries={entries} />
      </ol>
    </>
  )
}
