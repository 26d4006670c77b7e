import { useTranslation } from 'react-i18next'
import { Age } from '../../ui/age'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { StackedRows, type StackingColumn } from '../../ui/stacked-rows'
import type { Statement } from './api'
import styles from './receivables.module.css'
import { useTypeName } from './type-name'

type OneCurrency = Statement['statements'][number]
type Movement = OneCurrency['movements'][number]
type OpenItem = OneCurrency['openItems'][number]

/** What moved, from the opening balance to the closing one, on a phone. */
export function MovementBlocks({ statement }: { statement: OneCurrency }) {
  const { t } = useTranslation('receivables')
  const typeName = useTypeName()
  const columns: readonly StackingColumn<Movement>[] = [
    {
      key: 'what',
      render: (_, { document }) => `${typeName(document.type)} ${document.number}`,
    },
    { key: 'amount', stack: 'aside', render: (_, { amount }) => <Money value={amount} /> },
    { key: 'date', title: t('statement.date'), render: (_, { date }) => <Day value={date} /> },
    {
      key: 'balance',
      title: t('statement.balance'),
      render: (_, { balance }) => <Money value={balance} />,
    },
  ]
  const place = new Map(statement.movements.map((movement, index) => [movement, String(index)]))
  return (
    <>
      <p className={styles.balance}>
        <span>{t('statement.opening')}</span>
        <Money value={statement.opening} />
      </p>
      <StackedRows<Movement>
        rowKey={(movement) => place.get(movement) ?? ''}
        rows={statement.movements}
        columns={columns}
      />
      <p className={styles.balance}>
        <span>{t('statement.closing')}</span>
        <Money value={statement.closing} currency="sign" strong />
      </p>
    </>
  )
}

/** What is open, on a phone. */
export function OpenItemBlocks({ statement }: { statement: OneCurrency }) {
  const { t } = useTranslation('receivables')
  const columns: readonly StackingColumn<OpenItem>[] = [
    { key: 'document', render: (_, { document }) => document.number },
    { key: 'open', stack: 'aside', render: (_, { open }) => <Money value={open} strong /> },
    {
      key: 'date',
      title: t('item.date'),
      render: (_, { documentDate }) => <Day value={documentDate} />,
    },
    { key: 'due', title: t('item.due'), render: (_, { dueDate }) => <Day value={dueDate} /> },
    {
      key: 'age',
      title: t('item.age'),
      render: (_, item) => <Age days={item.kind === 'unapplied' ? null : item.daysOverdue} />,
    },
    { key: 'amount', title: t('item.amount'), render: (_, { amount }) => <Money value={amount} /> },
  ]
  return (
    <StackedRows<OpenItem>
      rowKey={({ document }) => `${document.number} ${document.itemNo}`}
      rows={statement.openItems}
      columns={columns}
    />
  )
}
