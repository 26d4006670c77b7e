import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../ui/status-tag'
import type { StatementRow } from './api'

const tones = {
  queued: 'info',
  sending: 'info',
  sent: 'info',
  opened: 'info',
  confirmed: 'good',
  disputed: 'warn',
  failed: 'danger',
  withdrawn: 'neutral',
} as const

/** Where a statement stands with the customer. */
export function StatementStatus({ row }: { row: Pick<StatementRow, 'status' | 'expired'> }) {
  const { t } = useTranslation('statements')
  const over = row.expired && row.status !== 'withdrawn' && row.status !== 'failed'
  if (over) return <StatusTag tone="warn">{t('status.expired')}</StatusTag>
  return <StatusTag tone={tones[row.status]}>{t(`status.${row.status}`)}</StatusTag>
}
