import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import { AccountStatusTag } from '../../ui/account-status-tag'
import { Age } from '../../ui/age'
import type { DataColumn } from '../../ui/data-list/list-types'
import { GradeTag } from '../../ui/grade-tag'
import { MoneyList } from '../../ui/money-list'
import { formatPercent } from '../../ui/percent'
import { Person } from '../../ui/person'
import { StatusTag } from '../../ui/status-tag'
import { sumAccounts, type AccountSums } from './account-sums'
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
  const { status } = sumAccounts(row.accounts)
  return status === null ? <span className="xh-quiet">–</span> : <AccountStatusTag status={status} />
}

function Limit({ sums, heading, t }: { sums: AccountSums; heading: string | undefined; t: T }) {
  if (sums.unlimited) return t('limit.unlimited')
  if (sums.limit.length === 0) return <span className="xh-quiet">{t('limit.none')}</span>
  return <MoneyList values={sums.limit} heading={heading} />
}

function amountColumns(t: T, heading: string | undefined): readonly DataColumn<CustomerRow>[] {
  const column = (key: 'exposure' | 'available' | 'overdue'): DataColumn<CustomerRow> => ({
    key,
    title: t(`column.${key}`),
    align: 'right',
    ...(key === 'available' ? {} : { sort: key }),
    render: (row) => <MoneyList values={sumAccounts(row.accounts)[key]} heading={heading} />,
  })
  return [
    {
      key: 'limit',
      title: t('column.limit'),
      align: 'right',
      sort: 'limit',
      render: (row) => <Limit sums={sumAccounts(row.accounts)} heading={heading} t={t} />,
    },
    column('exposure'),
    {
      key: 'utilisation',
      title: t('column.utilisation'),
      align: 'right',
      sort: 'utilisation',
      width: 92,
      render: (row) =>
        row.utilisation === null ? (
          <span className="xh-quiet">–</span>
        ) : (
          <span className="xh-numeric">{formatPercent(row.utilisation)}</span>
        ),
    },
    column('available'),
    column('overdue'),
    {
      key: 'oldest',
      title: t('column.oldest'),
      width: 104,
      render: (row) => {
        const { overdueDays } = sumAccounts(row.accounts)
        return overdueDays > 0 ? <Age days={overdueDays} /> : <span className="xh-quiet">–</span>
      },
    },
  ]
}

function detailColumn(
  key: 'industry' | 'region' | 'uscc' | 'groupCode',
  title: string,
): DataColumn<CustomerRow> {
  return {
    key,
    title,
    optional: true,
    card: 'none',
    render: (row) => row[key] ?? <span className="xh-quiet">–</span>,
  }
}

/** The columns of the customer list, in their usual order; `heading` is the currency that needs no sign. */
export function customerColumns(t: T, heading: string | undefined): readonly DataColumn<CustomerRow>[] {
  return [
    {
      key: 'name',
      title: t('column.name'),
      sort: 'name',
      pinned: true,
      width: 212,
      card: 'title',
      render: (row) => <CustomerName row={row} />,
    },
    {
      key: 'grade',
      title: t('column.grade'),
      sort: 'score',
      width: 76,
      card: 'aside',
      render: (row) => <GradeTag grade={row.scaleGrade ?? row.grade} />,
    },
    {
      key: 'score',
      title: t('column.score'),
      align: 'right',
      optional: true,
      card: 'none',
      render: (row) => row.score ?? <span className="xh-quiet">–</span>,
    },
    {
      key: 'status',
      title: t('column.status'),
      width: 96,
      card: 'aside',
      render: (row) => <Status row={row} t={t} />,
    },
    ...amountColumns(t, heading),
    {
      key: 'owner',
      title: t('column.owner'),
      width: 84,
      card: 'none',
      render: (row) => <Person username={row.ownerUsername} />,
    },
    {
      key: 'code',
      title: t('column.code'),
      sort: 'code',
      optional: true,
      card: 'none',
      render: (row) => row.code,
    },
    detailColumn('industry', t('column.industry')),
    detailColumn('region', t('column.region')),
    detailColumn('uscc', t('column.uscc')),
    detailColumn('groupCode', t('column.group')),
  ]
}
