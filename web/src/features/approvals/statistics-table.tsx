import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { percentOf } from '../../ui/format-amount'
import { formatPercent } from '../../ui/percent'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import type { StatisticsRow } from './statistics-api'
import styles from './statistics.module.css'
import { useDuration } from './use-duration'

const counts = ['decided', 'approved', 'rejected', 'returned', 'waiting'] as const

/** The share of late decisions among all that were decided or wait. */
function lateShare({ late, decided, waiting }: StatisticsRow): string {
  const share = percentOf(String(late), String(decided + waiting))
  return share === undefined ? '' : ` (${formatPercent(share)})`
}

/** Decisions and working time, one row per flow, node or person. */
export function StatisticsTable({ rows }: { rows: readonly StatisticsRow[] }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const duration = useDuration()
  const columns: readonly StackingColumn<StatisticsRow>[] = [
    { key: 'name', title: t('statistics.name'), render: (_, row) => textOf(row.name) },
    ...counts.map((key) => ({
      key,
      title: t(`statistics.${key}`),
      align: 'right' as const,
      dataIndex: key,
    })),
    {
      key: 'late',
      title: t('statistics.late'),
      align: 'right',
      render: (_, row) => (
        <span className={styles.late} data-late={row.late > 0 || undefined}>
          {row.late}
          {lateShare(row)}
        </span>
      ),
    },
    {
      key: 'median',
      title: t('statistics.median'),
      align: 'right',
      render: (_, row) => duration(row.medianMinutes),
    },
    { key: 'p90', title: t('statistics.p90'), align: 'right', render: (_, row) => duration(row.p90Minutes) },
  ]
  return <StackingTable<StatisticsRow> flush rowKey={({ key }) => key} rows={rows} columns={columns} />
}
