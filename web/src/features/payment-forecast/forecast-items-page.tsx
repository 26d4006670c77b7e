import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useText } from '../../i18n/use-text'
import { useSegmentOptions } from '../../session/segments'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn, DataFilter } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { ExpectedOn } from '../../ui/expected-payment'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { formatPercent } from '../../ui/percent'
import { useOwnerOptions } from '../../session/people'
import { listForecastItems, type ForecastItem } from './api'

/** Between which days four of five such payments come; open at the end where that is more than a year away. */
function Range({ row }: { row: ForecastItem }) {
  const { t } = useTranslation()
  if (row.earliestOn === null) return <span className="xh-quiet">–</span>
  return t('expected.range', { from: row.earliestOn, to: row.latestOn ?? t('expected.later') })
}

function useColumns(): readonly DataColumn<ForecastItem>[] {
  const { t } = useTranslation('cash')
  const textOf = useText()
  return useMemo(
    () => [
      { key: 'document', title: t('item.document'), card: 'title', render: (row) => row.document.number },
      {
        key: 'customer',
        title: t('item.customer'),
        wrap: 170,
        render: (row) => (
          <Link to={`/customers/${encodeURIComponent(row.customerCode)}`}>{row.customerName}</Link>
        ),
      },
      { key: 'due', title: t('item.due'), render: (row) => <Day value={row.dueDate} /> },
      { key: 'expectedOn', title: t('item.expectedOn'), render: (row) => <ExpectedOn forecast={row} /> },
      {
        key: 'range',
        title: t('item.range'),
        wrap: 110,
        card: 'none',
        render: (row) => <Range row={row} />,
      },
      {
        key: 'pLate30',
        title: t('item.pLate30'),
        align: 'right',
        render: (row) => <span className="xh-numeric">{formatPercent(100 * row.pLate30)}</span>,
      },
      {
        key: 'expected',
        title: t('item.expected'),
        align: 'right',
        card: 'aside',
        render: (row) => <Money value={row.expected} currency="sign" strong />,
      },
      {
        key: 'open',
        title: t('item.open'),
        align: 'right',
        optional: true,
        card: 'none',
        render: (row) => <Money value={row.open} currency="sign" />,
      },
      {
        key: 'why',
        title: t('item.why'),
        wrap: 215,
        card: 'block',
        render: (row) => textOf(row.explanation),
      },
    ],
    [t, textOf],
  )
}

/** The instalments that a week is expected of, with what each forecast rests on. */
export function Component() {
  const { t } = useTranslation('cash')
  const [params] = useSearchParams()
  const columns = useColumns()
  const segments = useSegmentOptions()
  const owners = useOwnerOptions()
  const given = (key: 'week' | 'currency' | 'customer', label: string): DataFilter[] => {
    const value = params.get(key)
    return value === null ? [] : [{ key, label, options: [{ value, label: value }] }]
  }
  const filters: readonly DataFilter[] = [
    ...given('week', t('week')),
    { key: 'segment', label: t('filter.segment'), options: segments },
    { key: 'owner', label: t('filter.owner'), options: owners },
    ...given('currency', t('filter.currency')),
    ...given('customer', t('item.customer')),
  ]
  return (
    <>
      <PageHeader title={t('item.title')} detail={<Link to="/cash-forecast">{t('item.back')}</Link>} />
      <DataList
        name="payment-forecasts"
        columns={columns}
        filters={filters}
        load={listForecastItems}
        rowKey={({ document }) => `${document.source} ${document.number} ${document.itemNo}`}
        empty={{ title: t('item.emptyTitle'), hint: t('item.emptyHint') }}
      />
    </>
  )
}
