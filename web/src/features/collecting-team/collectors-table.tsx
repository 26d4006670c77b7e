import { useTranslation } from 'react-i18next'
import { Money } from '../../ui/money'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import type { Collector, Sums, Team } from './api'

type Row = Sums & Pick<Collector, 'username' | 'name'> & { sum?: boolean }

/** `3 / 5 · 60.0%`: kept of those that ended. */
function Kept({ promises }: Pick<Sums, 'promises'>) {
  const { kept, partly, broken, keptPercent } = promises
  if (keptPercent === null) return <span className="xh-quiet">–</span>
  return (
    <span className="xh-numeric">
      {kept} / {kept + partly + broken} · {keptPercent}%
    </span>
  )
}

function useColumns(): readonly StackingColumn<Row>[] {
  const { t } = useTranslation('team')
  const number = (value: number) => <span className="xh-numeric">{value}</span>
  const days = (value: string | null) =>
    value === null ? (
      <span className="xh-quiet">–</span>
    ) : (
      <span className="xh-numeric">{t('days', { value })}</span>
    )
  return [
    {
      key: 'name',
      title: t('collector'),
      stack: 'title',
      render: (_, { username, name, sum }) => (
        <strong>{sum === true ? t('total') : username === null ? t('nobody') : name}</strong>
      ),
    },
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
    {
      key: 'overdue',
      title: t('overdue'),
      align: 'end',
      stack: 'aside',
      render: (_, one) => <Money value={one.overdue} strong />,
    },
    {
      key: 'receivables',
      title: t('receivables'),
      align: 'end',
      render: (_, one) => <Money value={one.receivables} />,
    },
    { key: 'tasks', title: t('tasksDue'), align: 'end', render: (_, one) => number(one.tasksDue) },
    {
      key: 'contacts',
      title: t('contacts'),
      align: 'end',
      render: (_, one) => (
        <span className="xh-numeric">
          {one.answered} / {one.contacts}
        </span>
      ),
    },
    {
      key: 'made',
      title: t('promised'),
      align: 'end',
      render: (_, one) => <Money value={one.promises.amount} />,
    },
    { key: 'kept', title: t('kept'), align: 'end', render: (_, one) => <Kept promises={one.promises} /> },
    {
      key: 'recovered',
      title: t('recovered'),
      align: 'end',
      render: (_, one) => <Money value={one.recovered} />,
    },
    { key: 'late', title: t('recoveredDays'), align: 'end', render: (_, one) => days(one.recoveredDays) },
    { key: 'disputes', title: t('disputeDays'), align: 'end', render: (_, one) => days(one.disputes.days) },
  ]
}

/** What each collector looks after and did, with the sum of all. */
export function CollectorsTable({ team }: { team: Team }) {
  const columns = useColumns()
  const total: Row = { ...team.total, username: '', name: '', sum: true }
  return (
    <StackingTable<Row>
      flush
      rows={[...team.collectors, total]}
      rowKey={({ username, sum }) => (sum === true ? ' total' : (username ?? ' nobody'))}
      columns={columns}
    />
  )
}
