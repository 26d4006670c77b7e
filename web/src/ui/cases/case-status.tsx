import { useTranslation } from 'react-i18next'
import { Instant } from '../day'
import { StatusTag, type Tone } from '../status-tag'
import type { CaseItem } from './case-api'

const tones: Readonly<Record<CaseItem['status'], Tone>> = {
  running: 'info',
  approved: 'good',
  rejected: 'danger',
  withdrawn: 'neutral',
  void: 'neutral',
}

/** How a case stands. */
export function CaseStatus({ status }: { status: CaseItem['status'] }) {
  const { t } = useTranslation('approvals')
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>
}

/** Until when somebody should decide, and whether that is over. */
export function Due({ item }: { item: Pick<CaseItem, 'dueAt' | 'overdue' | 'status'> }) {
  const { t } = useTranslation('approvals')
  if (item.status !== 'running') return <CaseStatus status={item.status} />
  if (item.overdue)
    return (
      <>
        <StatusTag tone="danger">{t('case.overdue')}</StatusTag>{' '}
        <span className="xh-quiet">
          <Instant value={item.dueAt} />
        </span>
      </>
    )
  if (item.dueAt === null) return <CaseStatus status="running" />
  return (
    <span className="xh-quiet">
      {t('case.dueBy')} <Instant value={item.dueAt} />
    </span>
  )
}
