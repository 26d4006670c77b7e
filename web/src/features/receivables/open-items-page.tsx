import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useOrganisation } from '../../session/organisation'
import { useSegmentOptions } from '../../session/segments'
import { Age } from '../../ui/age'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn, DataFilter } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { forecastColumns } from '../../ui/expected-payment'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { StatusTag } from '../../ui/status-tag'
import { listOpenItems, openItemsFile, type OpenItem } from './api'
import { bucketName } from './bucket-name'

function useColumns(): readonly DataColumn<OpenItem>[] {
  const { t } = useTranslation('receivables')
  const { t: common } = useTranslation('common')
  return useMemo(
    () => [
      {
        key: 'document',
        title: t('item.document'),
        card: 'title',
        render: (row) => (
          <>
            {row.document.number} {row.disputed && <StatusTag tone="warn">{t('item.disputed')}</StatusTag>}
          </>
        ),
      },
      {
        key: 'customer',
        title: t('by.customer'),
        render: (row) => (
          <Link to={`/customers/${encodeURIComponent(row.customerCode)}`}>{row.customerName}</Link>
        ),
      },
      {
        key: 'segment',
        title: t('aging.segment'),
        card: 'none',
        optional: true,
        render: (row) => row.segment,
      },
      {
        key: 'date',
        title: t('item.date'),
        card: 'none',
        optional: true,
        render: (row) => <Day value={row.documentDate} />,
      },
      { key: 'due', title: t('item.due'), render: (row) => <Day value={row.dueDate} /> },
      {
        key: 'age',
        title: t('item.age'),
        sort: 'age',
        render: (row) => <Age days={row.kind === 'unapplied' ? null : row.daysOverdue} />,
      },
      ...forecastColumns<OpenItem>(common),
      {
        key: 'amount',
        title: t('item.amount'),
        align: 'right',
        card: 'none',
        render: (row) => <Money value={row.amount} currency="sign" />,
      },
      {
        key: 'open',
        title: t('item.open'),
        align: 'right',
        card: 'aside',
        sort: 'open',
        render: (row) => <Money value={row.open} currency="sign" strong />,
      },
    ],
    [t, common],
  )
}

/** Keys and names of the organisation's buckets, as the server makes them from the bounds. */
function useBucketOptions() {
  const { t } = useTranslation(['receivables', 'common'])
  const bounds = useOrganisation().data?.agingBounds ?? []
  const last = bounds.at(-1)
  return [
    { value: 'notDue', label: t('bucket.notDue') },
    ...bounds.map((daysMax, index) => {
      const daysMin = (bounds[index - 1] ?? 0) + 1
      const key = `${daysMin}-${daysMax}`
      return { value: key, label: bucketName({ key, daysMin, daysMax }, t) }
    }),
    ...(last === undefined ? [] : [{ value: `>${last}`, label: t('bucket.over', { days: last }) }]),
  ]
}

/** In per cent. */
const lateSteps = [50, 70, 90]

const scopes = ['customer', 'group', 'owner', 'industry', 'currency', 'asOf', 'basis'] as const

/** Open invoices and unapplied receipts behind an aging, oldest first. */
export function Component() {
  const { t, i18n } = useTranslation(['receivables', 'common'])
  const [params] = useSearchParams()
  const columns = useColumns()
  const segmentOptions = useSegmentOptions()
  const buckets = useBucketOptions()
  const filters: readonly DataFilter[] = [
    { key: 'bucket', label: t('aging.bucket'), options: buckets },
    { key: 'segment', label: t('aging.segment'), options: segmentOptions },
    {
      key: 'late',
      label: t('common:expected.lateFrom'),
      options: lateSteps.map((percent) => ({
        value: String(percent),
        label: t('common:expected.atLeast', { percent }),
      })),
    },
    ...scopes
      .filter((key) => params.has(key))
      .map((key) => {
        const value = params.get(key) ?? ''
        const label = key === 'basis' ? t(`basis.${value === 'document' ? 'document' : 'due'}`) : value
        return { key, label: t(`scope.${key}`), options: [{ value, label: `${t(`scope.${key}`)} ${label}` }] }
      }),
  ]
  return (
    <>
      <PageHeader title={t('item.title')} detail={<Link to="/aging">{t('item.back')}</Link>} />
      <DataList
        name="open-items"
        columns={columns}
        filters={filters}
        load={listOpenItems}
        exportHref={(state) => openItemsFile(state, i18n.language)}
        rowKey={(row) =>
          `${row.document.source} ${row.document.type} ${row.document.number} ${row.document.itemNo}`
        }
        empty={{ title: t('item.emptyTitle'), hint: t('item.emptyHint') }}
      />
    </>
  )
}
