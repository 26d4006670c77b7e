import { Pagination } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money } from '../../ui/money'
import { MoneyChange } from '../../ui/money-change'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import type { ComparedRow, Comparison, ComparisonQuestion } from './api'
import { bucketLabel } from './bucket-label'

const pageSize = 50

interface ComparisonTableProps {
  comparison: Comparison
  question: ComparisonQuestion
  change: (values: Record<string, string | undefined>) => void
}

type Row = Omit<ComparedRow, 'code' | 'name'> & { key: string; label: string }

/** Totals first, then whose debt changed most. */
export function ComparisonTable({ comparison, question, change }: ComparisonTableProps) {
  const { t } = useTranslation('provisions')
  const { before, after, bounds, items, totals, count } = comparison
  const days = { before: before.asOf, after: after.asOf }
  const rows: Row[] = [
    ...totals.map((total) => ({
      ...total,
      key: `total ${total.currency}`,
      label: t('compare.totalOf', { currency: total.currency }),
    })),
    ...items.map(({ code, name, ...row }) => ({
      ...row,
      key: `${code} ${row.currency}`,
      label: name === '' ? t('none') : name,
    })),
  ]
  const columns: StackingColumn<Row>[] = [
    {
      key: 'subject',
      title: t(`by.${question.by}`),
      fixed: 'left',
      render: (_, row) => (row.key.startsWith('total ') ? <strong>{row.label}</strong> : row.label),
    },
    {
      key: 'before',
      title: `${t('compare.total')} ${days.before}`,
      align: 'right',
      render: (_, row) => <Money value={row.before.total} zero="dash" />,
    },
    {
      key: 'after',
      title: `${t('compare.total')} ${days.after}`,
      align: 'right',
      render: (_, row) => <Money value={row.after.total} zero="dash" />,
    },
    {
      key: 'change',
      title: t('compare.change'),
      align: 'right',
      stack: 'aside',
      render: (_, row) => <MoneyChange value={row.change} strong />,
    },
    {
      key: 'overdueChange',
      title: t('compare.overdueChange'),
      align: 'right',
      render: (_, row) => <MoneyChange value={row.overdueChange} bad="rise" />,
    },
    ...bounds.flatMap((bound) =>
      (['before', 'after'] as const).map((side) => ({
        key: `${bound.key} ${side}`,
        title: `${bucketLabel(bound, t)} ${days[side].slice(5)}`,
        align: 'right' as const,
        stack: 'none' as const,
        render: (_: unknown, row: Row) => <Money value={row[side].buckets[bound.key]} zero="dash" />,
      })),
    ),
  ]
  return (
    <>
      <StackingTable rows={rows} rowKey={({ key }) => key} columns={columns} pageSize={rows.length} />
      {count > pageSize && (
        <Pagination
          simple
          current={question.page}
          pageSize={pageSize}
          total={count}
          onChange={(page) => change({ page: String(page) })}
        />
      )}
    </>
  )
}
