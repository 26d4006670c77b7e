import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { Age } from '../../ui/age'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { StatusTag } from '../../ui/status-tag'
import { bucketKeys } from './account-api'
import { bucketName } from './aging-panel'
import { documentTypes, listDocuments, type BusinessDocument } from './control-api'
import { listOpenItems, useAging, type OpenItem } from './receivables-api'

function Disputed({ disputed }: { disputed: boolean }) {
  const { t } = useTranslation('customers')
  return disputed ? <StatusTag tone="warn">{t('document.disputed')}</StatusTag> : null
}

/** Open invoices behind the aging. */
function OpenItems({ code }: { code: string }) {
  const { t } = useTranslation('customers')
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
    [t],
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

/** All documents, or those behind one part of the exposure. */
function AllDocuments({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const load = useCallback(
    (state: ListState, signal: AbortSignal) => listDocuments(code, state, signal),
    [code],
  )
  const columns = useMemo(
    (): readonly DataColumn<BusinessDocument>[] => [
      {
        key: 'number',
        title: t('document.number'),
        pinned: true,
        card: 'title',
        render: (row) => row.number,
      },
      {
        key: 'type',
        title: t('document.type'),
        width: 110,
        card: 'aside',
        render: (row) => t(`documentType.${row.type}`),
      },
      { key: 'date', title: t('document.date'), width: 120, render: (row) => <Day value={row.date} /> },
      { key: 'due', title: t('document.due'), width: 120, render: (row) => <Day value={row.dueDate} /> },
      {
        key: 'status',
        title: t('document.status'),
        width: 100,
        render: (row) => t(`documentStatus.${row.status}`),
      },
      {
        key: 'total',
        title: t('document.amount'),
        align: 'right',
        render: (row) => <Money value={row.total} currency="sign" />,
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
    [t],
  )
  const filters = useMemo(
    () => [
      {
        key: 'exposureBucket',
        label: t('document.bucket'),
        options: bucketKeys.map((key) => ({ value: key, label: t(`bucket.${key}`) })),
      },
      {
        key: 'type',
        label: t('document.type'),
        options: documentTypes.map((type) => ({ value: type, label: t(`documentType.${type}`) })),
      },
    ],
    [t],
  )
  return (
    <DataList
      name="customer-documents"
      scope={code}
      columns={columns}
      filters={filters}
      load={load}
      rowKey={(row) => `${row.source}/${row.type}/${row.number}`}
      empty={{ title: t('document.emptyTitle'), hint: t('document.emptyHint') }}
    />
  )
}

/** Documents of a customer; coming from the aging, the open items of that aging bucket. */
export function DocumentsTab({ code }: { code: string }) {
  const [params] = useSearchParams()
  return params.has('bucket') ? <OpenItems code={code} /> : <AllDocuments code={code} />
}
