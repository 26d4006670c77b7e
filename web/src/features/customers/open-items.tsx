import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Age } from '../../ui/age'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { forecastColumns } from '../../ui/expected-payment'
import { Money } from '../../ui/money'
import { StatusTag } from '../../ui/status-tag'
import { bucketName } from './aging-panel'
import { listOpenItems, useAging, type OpenItem } from './receivables-api'

export function Disputed({ disputed }: { disputed: boolean }) {
  const { t } = useTranslation('customers')
  return disputed ? <StatusTag tone="warn">{t('document.disputed')}</StatusTag> : null
}

/** Open invoices behind the aging. */
export function OpenItems({ code }: { code: string }) {
  const { t } = useTranslation(['customers', 'common'])
  const { t: common } = useTranslation('common')
  const bounds = useAging(code).data?.bounds
  const load = useCallback(
    (state: ListState, signal: AbortSignal) => listOpenItems(code, state, signal),
    [code],
  )
  const columns = useMemo(
    (): readonly DataColumn<OpenItem>[] => [
      {
        key: 'number',
        title: t('document.number'),
        pinned: true,
        card: 'title',
        render: (row) => row.document.number,
      },
      { key: 'type', title: t('document.type'), width: 110, render: (row) => t(`documentKind.${row.kind}`) },
      {
        key: 'date',
        title: t('document.date'),
        width: 120,
        render: (row) => <Day value={row.documentDate} />,
      },
      { key: 'due', title: t('document.due'), width: 120, render: (row) => <Day value={row.dueDate} /> },
      {
        key: 'age',
        title: t('document.age'),
        width: 130,
        card: 'aside',
        render: (row) => <Age days={row.dueDate === null ? null : row.daysOverdue} />,
      },
      ...forecastColumns<OpenItem>(common),
      {
        key: 'amount',
        title: t('document.amount'),
        align: 'right',
        render: (row) => <Money value={row.amount} currency="sign" />,
      },
      {
        key: 'open',
        title: t('document.open'),
        align: 'right',
        render: (row) => <Money value={row.open} currency="sign" strong />,
      },
      {
        key: 'disputed',
        title: t('document.disputed'),
        width: 110,
        card: 'none',
        render: (row) => <Disputed disputed={row.disputed} />,
      },
    ],
    [t, common],
  )
  const filters = useMemo(
    () => [
      {
        key: 'bucket',
        label: t('aging.title'),
        options: (bounds ?? []).map((bound) => ({ value: bound.key, label: bucketName(bound, t) })),
      },
    ],
    [bounds, t],
  )
  return (
    <DataList
      name="customer-open-items"
      scope={code}
      columns={columns}
      filters={filters}
      load={load}
      rowKey={(row) =>
        `${row.document.source}/${row.document.type}/${row.document.number}/${row.document.itemNo}`
      }
      empty={{ title: t('aging.empty') }}
    />
  )
}
