import { Table, type TableProps } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { cx } from '../../ui/cx'
import { isZero } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { usePhone } from '../../ui/use-phone'
import { AgingBlocks } from './aging-blocks'
import { itemsHref, OverdueAmount, Subject } from './aging-cells'
import type { Aging, AgingQuestion, AgingRow, AgingTotal } from './api'
import { bucketName } from './bucket-name'
import styles from './receivables.module.css'

interface AgingTableProps {
  aging: Aging
  question: AgingQuestion
  loading: boolean
  onPage: (page: number) => void
  onSort: (sort: string | undefined) => void
}

function Totals({ total, aging, question }: { total: AgingTotal; aging: Aging; question: AgingQuestion }) {
  const { t } = useTranslation('receivables')
  const several = aging.totals.length > 1
  const amounts = [
    <Money key="total" value={total.total} strong />,
    <OverdueAmount key="overdue" of={total} />,
    <Money key="disputed" value={total.disputed} />,
    ...aging.bounds.map((bound) => (
      <Link key={bound.key} to={itemsHref(question, undefined, bound.key)}>
        <Money value={total.buckets[bound.key]} />
      </Link>
    )),
    <Money key="unapplied" value={total.unapplied} />,
  ]
  const cells = [...(several ? [null] : []), ...amounts]
  return (
    <Table.Summary.Row className={styles.totals ?? ''}>
      <Table.Summary.Cell index={0}>
        {t('aging.totalOf', { currency: total.currency, count: total.subjects })}
      </Table.Summary.Cell>
      {cells.map((cell, index) => (
        <Table.Summary.Cell key={index} index={index + 1} align="right">
          {cell}
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  )
}

type Columns = NonNullable<TableProps<AgingRow>['columns']>

/** One column per bucket, then what is not applied yet and the way to the statement. */
function bucketColumns(aging: Aging, question: AgingQuestion, t: TFunction<'receivables'>): Columns {
  return [
    ...aging.bounds.map((bound) => ({
      key: bound.key,
      title: bucketName(bound, t),
      align: 'right' as const,
      render: (_: unknown, row: AgingRow) => {
        const amount = row.buckets[bound.key]
        if (amount === undefined || isZero(amount.amount)) return <span className="xh-quiet">–</span>
        return (
          <Link className={styles.amount ?? ''} to={itemsHref(question, row.code, bound.key)}>
            <Money value={amount} />
          </Link>
        )
      },
    })),
    {
      key: 'unapplied',
      title: t('aging.unapplied'),
      align: 'right',
      render: (_: unknown, row: AgingRow) => <Money value={row.unapplied} zero="dash" />,
    },
    ...(question.by === 'customer'
      ? [
          {
            key: 'statement',
            title: t('statement.short'),
            render: (_: unknown, row: AgingRow) => (
              <Link to={`/statements/${encodeURIComponent(row.code)}`}>{t('statement.short')}</Link>
            ),
          },
        ]
      : []),
  ]
}

/** Who owes what since when; every amount opens its documents. */
export function AgingTable({ aging, question, loading, onPage, onSort }: AgingTableProps) {
  const { t } = useTranslation('receivables')
  const phone = usePhone()
  if (phone) return <AgingBlocks {...{ aging, question, onPage, onSort }} />
  const several = aging.totals.length > 1
  const sorted = (key: string) => ({
    key,
    sorter: true,
    sortOrder: question.sort === key ? ('descend' as const) : null,
  })
  return (
    <Table<AgingRow>
      size="small"
      className={cx(styles.table)}
      dataSource={aging.items}
      rowKey={(row) => `${row.code} ${row.currency}`}
      loading={{ spinning: loading, delay: 200 }}
      scroll={{ x: 'max-content' }}
      showSorterTooltip={false}
      sortDirections={['descend']}
      pagination={{
        current: question.page,
        pageSize: question.pageSize,
        total: aging.count,
        size: 'small',
        showSizeChanger: false,
        onChange: onPage,
      }}
      onChange={(_page, _filters, sorter, { action }) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        if (action === 'sort') onSort(one?.order == null ? undefined : String(one.columnKey))
      }}
      columns={[
        {
          title: t(`by.${question.by}`),
          ...sorted('name'),
          fixed: 'left' as const,
          render: (_, row) => <Subject row={row} by={question.by} />,
        },
        ...(several ? [{ key: 'currency', title: t('aging.currency'), dataIndex: 'currency' }] : []),
        {
          title: t('aging.total'),
          ...sorted('total'),
          align: 'right',
          render: (_, row) => (
            <Link className={styles.amount ?? ''} to={itemsHref(question, row.code, undefined)}>
              <Money value={row.total} strong />
            </Link>
          ),
        },
        {
          title: t('aging.overdue'),
          ...sorted('overdue'),
          align: 'right',
          render: (_, row) => <OverdueAmount of={row} />,
        },
        {
          key: 'disputed',
          title: t('aging.disputed'),
          align: 'right',
          render: (_, row) => <Money value={row.disputed} zero="dash" />,
        },
        ...bucketColumns(aging, question, t),
      ]}
      summary={() => (
        <Table.Summary>
          {aging.totals.map((total) => (
            <Totals key={total.currency} {...{ total, aging, question }} />
          ))}
        </Table.Summary>
      )}
    />
  )
}
