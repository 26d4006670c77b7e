import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../ui/status-tag'
import type { BillRow } from './api'

const SOON = 10

/** How long a bill in hand has until it matures; nothing for one that is out of hand. */
export function DaysToMaturity({ bill: { daysLeft, state } }: { bill: Pick<BillRow, 'daysLeft' | 'state'> }) {
  const { t } = useTranslation('bills')
  if (state !== 'held' && state !== 'presented') return null
  if (daysLeft < 0) return <StatusTag tone="danger">{t('past', { count: -daysLeft })}</StatusTag>
  if (daysLeft <= SOON) return <StatusTag tone="warn">{t('left', { count: daysLeft })}</StatusTag>
  return <span className="xh-quiet">{t('left', { count: daysLeft })}</span>
}
