import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { DataList } from '../data-list/data-list'
import type { ListState } from '../data-list/list-state'
import type { DataColumn } from '../data-list/list-types'
import { Instant } from '../day'
import { Money } from '../money'
import { listCustomerCases, type CaseItem } from './case-api'
import { CaseStatus } from './case-status'

/** Every approval about a customer that the reader may see, newest first. */
export function CustomerCases({ code }: { code: string }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const load = useCallback(
    (state: ListState, signal: AbortSignal) => listCustomerCases(code, state, signal),
    [code],
  )
  const columns = useMemo(
    (): readonly DataColumn<CaseItem>[] => [
      { key: 'title', title: t('column.request'), card: 'title', render: (row) => textOf(row.title) },
      {
        key: 'status',
        title: t('column.state'),
        width: 120,
        card: 'aside',
        render: (row) => <CaseStatus status={row.status} />,
      },
      {
        key: 'amount',
        title: t('column.amount'),
        align: 'right',
        render: (row) => <Money value={row.amount} currency="sign" />,
      },
      { key: 'submitter', title: t('column.submitter'), render: (row) => row.submitter.displayName },
      {
        key: 'submittedAt',
        title: t('column.submittedAt'),
        render: (row) => <Instant value={row.submittedAt} />,
      },
      {
        key: 'waiting',
        title: t('column.waiting'),
        render: (row) =>
          row.waitingFor.length === 0 ? (
            <span className="xh-quiet">–</span>
          ) : (
            row.waitingFor.map(({ displayName }) => displayName).join(t('separator'))
          ),
      },
    ],
    [t, textOf],
  )
  return (
    <DataList
      name="customer-cases"
      scope={code}
      columns={columns}
      load={load}
      rowKey={(row) => row.id}
      rowHref={(row) => `/approval-cases/${row.id}`}
      empty={{ title: t('empty.customer.title'), hint: t('empty.customer.hint') }}
    />
  )
}
