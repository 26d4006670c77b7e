import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Item } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn, DataFilter, ListPage } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { OutcomeTag } from '../../ui/outcome-tag'
import { PageHeader } from '../../ui/page-header'

type Order = Item<'/api/v1/simulations/{id}/checks'>

const ways = ['stopped', 'freed', 'other'] as const
const fates = ['paid', 'open', 'bad', 'not-billed'] as const

function useColumns(): readonly DataColumn<Order>[] {
  const { t } = useTranslation('simulation')
  const textOf = useText()
  return [
    {
      key: 'order',
      title: t('orders.order'),
      pinned: true,
      card: 'title',
      render: ({ decisionId, document }) => <Link to={`/checks/${decisionId}`}>{document}</Link>,
    },
    { key: 'customer', title: t('orders.customer'), render: ({ customerName }) => customerName },
    { key: 'at', title: t('orders.at'), render: ({ decidedAt }) => <Instant value={decidedAt} /> },
    {
      key: 'amount',
      title: t('orders.amount'),
      align: 'right',
      card: 'aside',
      render: ({ amount }) => <Money value={amount} currency="sign" />,
    },
    { key: 'before', title: t('orders.before'), render: ({ before }) => <OutcomeTag outcome={before} /> },
    { key: 'after', title: t('orders.after'), render: ({ after }) => <OutcomeTag outcome={after} /> },
    {
      key: 'reason',
      title: t('orders.reason'),
      card: 'block',
      render: ({ reasons }) => {
        const stopping = reasons.find(({ strength }) => strength !== 'warn') ?? reasons[0]
        return stopping === undefined ? null : textOf(stopping.message)
      },
    },
    { key: 'became', title: t('orders.became'), render: ({ became }) => t(`checks.fate.${became}`) },
    {
      key: 'loss',
      title: t('orders.loss'),
      align: 'right',
      render: ({ loss }) => <Money value={loss} currency="sign" />,
    },
  ]
}

/** The past orders that a tried document would have answered differently. */
export function Component() {
  const { t } = useTranslation('simulation')
  const { id = '' } = useParams()
  const columns = useColumns()
  const filters: readonly DataFilter[] = [
    {
      key: 'way',
      label: t('orders.way'),
      options: ways.map((value) => ({ value, label: t(`orders.ways.${value}`) })),
    },
    {
      key: 'became',
      label: t('orders.became'),
      options: fates.map((value) => ({ value, label: t(`checks.fate.${value}`) })),
    },
  ]
  const load = ({ filters: chosen, page, pageSize }: ListState, signal: AbortSignal) => {
    const query = { way: chosen['way']?.[0], became: chosen['became']?.[0], page, pageSize }
    return request<ListPage<Order>>('GET', `/api/v1/simulations/${id}/checks`, { query, signal })
  }
  return (
    <>
      <PageHeader title={t('orders.title')} />
      <DataList<Order>
        name="simulated-orders"
        scope={id}
        columns={columns}
        filters={filters}
        load={load}
        rowKey={({ decisionId }) => decisionId}
        rowHref={({ decisionId }) => `/checks/${decisionId}`}
        exportHref={() => `/api/v1/simulations/${id}/checks.csv`}
        empty={{ title: t('orders.empty') }}
      />
    </>
  )
}
