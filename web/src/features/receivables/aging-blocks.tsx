import { Pagination, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isZero } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { StackedRows, type StackingColumn } from '../../ui/stacked-rows'
import { itemsHref, Subject } from './aging-cells'
import type { Aging, AgingQuestion, AgingRow, AgingTotal } from './api'
import { bucketName } from './bucket-name'
import styles from './receivables.module.css'

interface AgingBlocksProps {
  aging: Aging
  question: AgingQuestion
  onPage: (page: number) => void
  onSort: (sort: string | undefined) => void
}

function useColumns({ bounds }: Aging, question: AgingQuestion): readonly StackingColumn<AgingRow>[] {
  const { t } = useTranslation('receivables')
  return [
    { key: 'subject', render: (_, row) => <Subject row={row} by={question.by} /> },
    {
      key: 'total',
      stack: 'aside',
      render: (_, row) => (
        <Link className={styles.amount ?? ''} to={itemsHref(question, row.code, undefined)}>
          <Money value={row.total} currency="sign" strong />
        </Link>
      ),
    },
    { key: 'overdue', title: t('aging.overdue'), render: (_, row) => <Money value={row.overdue} strong /> },
    ...bounds.map((bound) => ({
      key: bound.key,
      title: bucketName(bound, t),
      render: (_: unknown, row: AgingRow) => {
        const amount = row.buckets[bound.key]
        if (amount === undefined || isZero(amount.amount)) return null
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
      render: (_, row) => (isZero(row.unapplied.amount) ? null : <Money value={row.unapplied} />),
    },
    {
      key: 'disputed',
      title: t('aging.disputed'),
      render: (_, row) =>
        row.disputed === null || isZero(row.disputed.amount) ? null : <Money value={row.disputed} />,
    },
    ...(question.by === 'customer'
      ? [
          {
            key: 'statement',
            stack: 'foot' as const,
            render: (_: unknown, row: AgingRow) => (
              <Link className={styles.reach ?? ''} to={`/statements/${encodeURIComponent(row.code)}`}>
                {t('statement.title')}
              </Link>
            ),
          },
        ]
      : []),
  ]
}

function useTotalColumns(question: AgingQuestion): readonly StackingColumn<AgingTotal>[] {
  const { t } = useTranslation('receivables')
  return [
    {
      key: 'currency',
      render: (_, total) => t('aging.totalOf', { currency: total.currency, count: total.subjects }),
    },
    {
      key: 'total',
      stack: 'aside',
      render: (_, total) => (
        <Link className={styles.amount ?? ''} to={itemsHref(question, undefined, undefined)}>
          <Money value={total.total} currency="sign" strong />
        </Link>
      ),
    },
    { key: 'overdue', title: t('aging.overdue'), render: (_, total) => <Money value={total.overdue} /> },
  ]
}

/** The aging on a phone: totals, then a block per subject with the buckets that hold anything. */
export function AgingBlocks({ aging, question, onPage, onSort }: AgingBlocksProps) {
  const { t } = useTranslation('receivables')
  const columns = useColumns(aging, question)
  const totals = useTotalColumns(question)
  return (
    <>
      <Segmented
        block
        aria-label={t('aging.order')}
        value={question.sort}
        options={(['total', 'overdue', 'name'] as const).map((value) => ({
          value,
          label: value === 'name' ? t(`by.${question.by}`) : t(`aging.${value}`),
        }))}
        onChange={onSort}
      />
      <StackedRows<AgingTotal> rowKey={({ currency }) => currency} rows={aging.totals} columns={totals} />
      <StackedRows<AgingRow>
        rowKey={(row) => `${row.code} ${row.currency}`}
        rows={aging.items}
        columns={columns}
      />
      <div className={styles.pages}>
        <Pagination
          simple
          current={question.page}
          pageSize={question.pageSize}
          total={aging.count}
          onChange={onPage}
        />
      </div>
    </>
  )
}
