import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../empty-state'
import { ErrorState } from '../error-state'
import { PanelSkeleton } from '../panel-skeleton'
import { useAudit, type AuditEntry } from './audit-api'
import styles from './audit.module.css'
import { EventCard } from './event-card'

const step = 50
const most = 500

function byTransaction(entries: readonly AuditEntry[]): [string, AuditEntry[]][] {
  const events = new Map<string, AuditEntry[]>()
  for (const entry of entries) {
    const key = `${entry.transaction} ${entry.at}`
    const event = events.get(key)
    if (event) event.push(entry)
    else events.set(key, [entry])
  }
  return [...events]
}

interface HistoryProps {
  objectType: string
  /** The code by which people know the object, or its id. */
  objectId: string
  /** Of a customer: with the changes of its credit accounts. */
  withAccounts?: boolean
}

/** Everything that was ever done to one object, newest first; for those who may read the audit trail. */
export function History({ objectType, objectId, withAccounts }: HistoryProps) {
  const { t } = useTranslation('audit')
  const [limit, setLimit] = useState(step)
  const result = useAudit({ objectType, objectId, limit, ...(withAccounts === true ? { withAccounts } : {}) })
  const events = useMemo(() => byTransaction(result.data?.items ?? []), [result.data])
  if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
  if (result.isPending) return <PanelSkeleton rows={6} />
  if (events.length === 0) return <EmptyState title={t('history.empty')} hint={t('history.emptyHint')} />
  return (
    <>
      <ol className={styles.events}>
        {events.map(([key, entries]) => (
          <EventCard key={key} entries={entries} />
        ))}
      </ol>
      {result.data.nextCursor !== null && limit < most && (
        <Button onClick={() => setLimit(Math.min(most, limit * 3))}>{t('history.more')}</Button>
      )}
    </>
  )
}
