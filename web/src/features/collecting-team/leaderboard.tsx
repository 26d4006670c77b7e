import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state'
import { Money } from '../../ui/money'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import type { SalesPlace, TeamPlace } from './api'

type Place = Omit<TeamPlace, 'code' | 'people'>

function useColumns<Row extends Place>(who: string, more: readonly StackingColumn<Row>[]) {
  const { t } = useTranslation('team')
  const columns: readonly StackingColumn<Row>[] = [
    {
      key: 'place',
      title: t('place'),
      stack: 'line',
      render: (_, { place }) => <span className="xh-numeric">{place}</span>,
    },
    {
      key: 'name',
      title: who,
      stack: 'title',
      render: (_, { name, overdueCustomers }) => (
        <>
          <strong>{name}</strong>{' '}
          {overdueCustomers === 0 && <StatusTag tone="good">{t('zeroOverdue')}</StatusTag>}
        </>
      ),
    },
    ...more,
    {
      key: 'customers',
      title: t('customers'),
      align: 'end',
      render: (_, one) => (
        <span className="xh-numeric">
          {one.overdueCustomers} / {one.customers}
        </span>
      ),
    },
    { key: 'overdue', title: t('overdue'), align: 'end', render: (_, one) => <Money value={one.overdue} /> },
    {
      key: 'open',
      title: t('receivables'),
      align: 'end',
      render: (_, one) => <Money value={one.receivables} />,
    },
    {
      key: 'share',
      title: t('overdueShare'),
      align: 'end',
      stack: 'aside',
      render: (_, { overduePercent }) => <strong className="xh-numeric">{overduePercent}%</strong>,
    },
  ]
  return columns
}

/** Salespeople by the share of their customers' debt that is overdue; without any, first. */
export function SalesBoard({ sales }: { sales: readonly SalesPlace[] }) {
  const { t } = useTranslation('team')
  const columns = useColumns<SalesPlace>(t('salesperson'), [
    { key: 'department', title: t('department'), render: (_, { department }) => department ?? '–' },
  ])
  if (sales.length === 0) return <EmptyState title={t('noSales')} />
  return (
    <StackingTable<SalesPlace> flush rows={sales} rowKey={({ username }) => username} columns={columns} />
  )
}

/** The same by department. */
export function TeamBoard({ teams }: { teams: readonly TeamPlace[] }) {
  const { t } = useTranslation('team')
  const columns = useColumns<TeamPlace>(t('department'), [
    {
      key: 'people',
      title: t('people'),
      align: 'end',
      render: (_, { people }) => <span className="xh-numeric">{people}</span>,
    },
  ])
  return <StackingTable<TeamPlace> flush rows={teams} rowKey={({ code }) => code} columns={columns} />
}
