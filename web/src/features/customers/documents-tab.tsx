import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { bucketKeys } from './account-api'
import { documentTypes, listDocuments, type BusinessDocument } from './control-api'
import { Disputed, OpenItems } from './open-items'

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
