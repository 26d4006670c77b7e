import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { bankLineStates, listBankLines, useReceiptsChanged, type BankLine } from './api'
import { BankLinePanel } from './bank-line-panel'
import { MatchingActions } from './matching-bar'
import { ReceiptTabs } from './receipt-tabs'

function useColumns(): readonly DataColumn<BankLine>[] {
  const { t } = useTranslation('receipts')
  return useMemo(
    () => [
      { key: 'date', title: t('column.date'), width: 110, render: ({ date }) => <Day value={date} /> },
      {
        key: 'payer',
        title: t('column.payer'),
        card: 'title',
        pinned: true,
        render: ({ payerName }) => (payerName === '' ? <span className="xh-quiet">–</span> : payerName),
      },
      { key: 'reference', title: t('column.reference'), card: 'block', render: ({ reference }) => reference },
      {
        key: 'amount',
        title: t('column.total'),
        align: 'right',
        card: 'aside',
        render: ({ amount }) => <Money value={amount} currency="sign" strong />,
      },
      {
        key: 'customer',
        title: t('column.customer'),
        render: ({ customerName, state }) =>
          customerName === null ? (
            <span className="xh-quiet">–</span>
          ) : state === 'open' ? (
            t('lines.suggested', { name: customerName })
          ) : (
            customerName
          ),
      },
      { key: 'ref', title: t('facts.ref'), optional: true, render: ({ bankRef }) => bankRef },
    ],
    [t],
  )
}

/** Money that came in of which somebody has to say who paid. */
export function Component() {
  const { t } = useTranslation('receipts')
  const columns = useColumns()
  const changed = useReceiptsChanged()
  const [opened, setOpened] = useState<BankLine | null>(null)
  const filters = [
    {
      key: 'state',
      label: t('lines.state.title'),
      options: bankLineStates.map((value) => ({ value, label: t(`lines.state.${value}`) })),
    },
  ]
  return (
    <>
      <PageHeader title={t('lines.title')} detail={t('lines.detail')} actions={<MatchingActions />} />
      <ReceiptTabs />
      <SplitView
        label={t('lines.one')}
        onClose={() => setOpened(null)}
        list={
          <DataList
            name="bank-lines"
            columns={columns}
            filters={filters}
            load={listBankLines}
            rowKey={({ id }) => id}
            onOpen={setOpened}
            searchPlaceholder={t('lines.search')}
            empty={{ title: t('lines.none'), hint: t('lines.noneHint') }}
          />
        }
        detail={
          opened === null ? undefined : (
            <BankLinePanel
              key={opened.id}
              line={opened}
              onDone={(after) => {
                setOpened(after)
                changed()
              }}
            />
          )
        }
      />
    </>
  )
}
