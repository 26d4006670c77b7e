import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { StatusTag } from '../../ui/status-tag'
import { invoiceKinds, invoiceStates, listInvoices, type InvoiceRow } from './api'
import { InvoiceNumber } from './invoice-number'
import { InvoicePanel } from './invoice-panel'

function useColumns(narrow: boolean): readonly DataColumn<InvoiceRow>[] {
  const { t } = useTranslation('receipts')
  return useMemo(
    () => [
      {
        key: 'number',
        title: t('column.number'),
        card: 'title',
        pinned: true,
        render: (row) => <InvoiceNumber {...row} />,
      },
      {
        key: 'customer',
        title: t('column.customer'),
        card: 'block',
        render: ({ customerName }) => customerName,
      },
      {
        key: 'date',
        title: t('column.date'),
        width: 110,
        optional: narrow,
        render: ({ date }) => <Day value={date} />,
      },
      {
        key: 'due',
        title: t('column.due'),
        render: ({ dueDate, daysOverdue }) => (
          <>
            <Day value={dueDate} />{' '}
            {daysOverdue > 0 && (
              <StatusTag tone="danger">{t('match.overdue', { count: daysOverdue })}</StatusTag>
            )}
          </>
        ),
      },
      {
        key: 'total',
        title: t('column.total'),
        align: 'right',
        optional: narrow,
        render: ({ total }) => <Money value={total} currency="sign" />,
      },
      {
        key: 'open',
        title: t('column.open'),
        align: 'right',
        card: 'aside',
        render: ({ open }) => <Money value={open} currency="sign" strong />,
      },
      { key: 'segment', title: t('column.segment'), optional: true, render: ({ segment }) => segment },
    ],
    [t, narrow],
  )
}

/** Invoices with what is open; one click shows the instalments and what settled them. */
export function Component() {
  const { t } = useTranslation('receipts')
  const [opened, setOpened] = useState<string | null>(null)
  const columns = useColumns(opened !== null)
  const filters = [
    {
      key: 'state',
      label: t('invoices.state.title'),
      options: invoiceStates.map((value) => ({ value, label: t(`invoices.state.${value}`) })),
    },
    {
      key: 'kind',
      label: t('invoices.kind.title'),
      options: invoiceKinds.map((value) => ({ value, label: t(`invoices.kind.${value}`) })),
    },
  ]
  return (
    <>
      <PageHeader title={t('invoices.title')} detail={t('invoices.detail')} />
      <SplitView
        label={t('invoices.one')}
        onClose={() => setOpened(null)}
        list={
          <DataList
            name="invoices"
            columns={columns}
            filters={filters}
            load={listInvoices}
            rowKey={({ id }) => id}
            onOpen={({ id }) => setOpened(id)}
            searchPlaceholder={t('invoices.search')}
            empty={{ title: t('invoices.none'), hint: t('invoices.noneHint') }}
          />
        }
        detail={opened === null ? undefined : <InvoicePanel key={opened} id={opened} />}
      />
    </>
  )
}
