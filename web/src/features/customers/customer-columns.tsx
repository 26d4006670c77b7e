import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import { AccountStatusTag } from '../../ui/account-status-tag'
import { Age } from '../../ui/age'
import type { DataColumn } from '../../ui/data-list/list-types'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { StatusTag } from '../../ui/status-tag'
import type { CustomerRow } from './api'
import styles from './customers.module.css'

type T = TFunction<'customers'>

function CustomerName({ row }: { row: CustomerRow }) {
  return (
    <div className={styles.name}>
      <Link to={`/customers/${encodeURIComponent(row.code)}`}>{row.name}</Link>
      <span className={styles.code}>{row.code}</span>
    </div>
  )
}

function Status({ row, t }: { row: CustomerRow; t: T }) {
  if (row.status !== 'active') {
    return (
      <StatusTag tone={row.status === 'blacklisted' ? 'danger' : 'neutral'}>
        {t(`status.${row.status}`)}
      </StatusTag>
    )
  }
  return row.accountStatus === null ? null : <AccountStatusTag status={row.accountStatus} />
}

function Overdue({ row }: { row: CustomerRow }) {
  if (row.oldestOverdueDays === null || row.oldestOverdueDays <= 0) return <span className="xh-quiet">–</span>
  return <Age days={row.oldestOverdueDays} />
}

/** The columns of the customer list, in their usual order. */
export function customerColumns(t: T): readonly DataColumn<CustomerRow>[] {
  const text = (value: string | null) => value ?? <span className="xh-quiet">–</span>
  return [
    {
      key: 'name',
      title: t('column.name'),
      sort: true,
      pinned: true,
      width: 280,
      card: 'title',
      render: (row) => <CustomerName row={row} />,
    },
    {
      key: 'grade',
      title: t('column.grade'),
      sort: true,
      width: 84,
      card: 'aside',
      render: (row) => <GradeTag grade={row.grade} />,
    },
    {
      key: 'status',
      title: t('column.status'),
      width: 104,
      card: 'aside',
      render: (row) => <Status row={row} t={t} />,
    },
    {
      key: 'limit',
      title: t('column.limit'),
      sort: true,
      align: 'right',
      render: (row) => <Money value={row.limit} />,
    },
    {
      key: 'exposure',
      title: t('column.exposure'),
      sort: true,
      align: 'right',
      render: (row) => <Money value={row.exposure} />,
    },
    {
      key: 'available',
      title: t('column.available'),
      sort: true,
      align: 'right',
      render: (row) => <Money value={row.available} />,
    },
    {
      key: 'overdue',
      title: t('column.overdue'),
      sort: true,
      align: 'right',
      render: (row) => <Money value={row.overdue} />,
    },
    { key: 'oldest', title: t('column.oldest'), width: 112, render: (row) => <Overdue row={row} /> },
    {
      key: 'owner',
      title: t('column.owner'),
      width: 96,
      card: 'none',
      render: (row) => text(row.ownerUsername),
    },
    {
      key: 'industry',
      title: t('column.industry'),
      optional: true,
      card: 'none',
      render: (row) => text(row.industry),
    },
    {
      key: 'region',
      title: t('column.region'),
      optional: true,
      card: 'none',
      render: (row) => text(row.region),
    },
    { key: 'uscc', title: t('column.uscc'), optional: true, card: 'none', render: (row) => text(row.uscc) },
    {
      key: 'group',
      title: t('column.group'),
      optional: true,
      card: 'none',
      render: (row) => text(row.groupCode),
    },
  ]
}
