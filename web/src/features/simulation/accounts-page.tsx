import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Item } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn, DataFilter, ListPage } from '../../ui/data-list/list-types'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'

type Account = Item<'/api/v1/simulations/{id}/accounts'>

const grades = ['AAA', 'AA', 'A', 'B', 'C']
const changes = ['raised', 'cut', 'terms'] as const

function useColumns(): readonly DataColumn<Account>[] {
  const { t } = useTranslation('simulation')
  const textOf = useText()
  const grant = ({ limit, netDays, grantedLines }: Account['before']) => (
    <>
      <Money value={limit} currency="sign" />{' '}
      <span className="xh-quiet">
        {grantedLines.length === 0
          ? t('accounts.days', { count: netDays })
          : grantedLines.map(({ text }) => textOf(text)).join(' · ')}
      </span>
    </>
  )
  return [
    {
      key: 'customer',
      title: t('accounts.customer'),
      sort: 'customer',
      pinned: true,
      card: 'title',
      render: ({ customerCode, customerName }) => (
        <Link to={`/customers/${customerCode}`}>{customerName}</Link>
      ),
    },
    { key: 'segment', title: t('accounts.segment'), render: ({ segment }) => segment },
    {
      key: 'grade',
      title: t('accounts.grade'),
      card: 'aside',
      render: ({ grade, gradeAfter }) =>
        grade === gradeAfter ? (
          <GradeTag grade={grade} />
        ) : (
          <>
            <GradeTag grade={grade} /> → <GradeTag grade={gradeAfter} />
          </>
        ),
    },
    { key: 'change', title: t('accounts.change'), render: ({ change }) => t(`accounts.changes.${change}`) },
    {
      key: 'now',
      title: t('accounts.now'),
      align: 'right',
      optional: true,
      render: ({ now }) => <Money value={now.limit} currency="sign" />,
    },
    { key: 'before', title: t('accounts.before'), align: 'right', render: ({ before }) => grant(before) },
    {
      key: 'after',
      title: t('accounts.after'),
      align: 'right',
      sort: 'difference',
      render: ({ after }) => grant(after),
    },
    {
      key: 'exposure',
      title: t('accounts.exposure'),
      align: 'right',
      render: ({ exposure }) => <Money value={exposure} currency="sign" />,
    },
    {
      key: 'loss',
      title: t('accounts.loss'),
      align: 'right',
      render: ({ expectedLossBefore, expectedLossAfter }) => (
        <>
          <Money value={expectedLossBefore} currency="sign" /> →{' '}
          <Money value={expectedLossAfter} currency="sign" />
        </>
      ),
    },
  ]
}

/** The accounts that a tried policy treats differently. */
export function Component() {
  const { t } = useTranslation('simulation')
  const { id = '' } = useParams()
  const columns = useColumns()
  const filters: readonly DataFilter[] = [
    {
      key: 'change',
      label: t('accounts.change'),
      options: changes.map((value) => ({ value, label: t(`accounts.changes.${value}`) })),
    },
    { key: 'grade', label: t('accounts.grade'), options: grades.map((value) => ({ value, label: value })) },
  ]
  const queryOf = ({ filters: chosen, sort, page, pageSize }: ListState) => ({
    change: chosen['change']?.[0],
    grade: chosen['grade']?.[0],
    sort: sort === '-customer' ? 'customer' : sort,
    ...{ page, pageSize },
  })
  const load = (state: ListState, signal: AbortSignal) =>
    request<ListPage<Account>>('GET', `/api/v1/simulations/${id}/accounts`, { query: queryOf(state), signal })
  return (
    <>
      <PageHeader title={t('accounts.title')} />
      <DataList<Account>
        name="simulated-accounts"
        scope={id}
        columns={columns}
        filters={filters}
        load={load}
        rowKey={({ customerCode, segment }) => `${customerCode} ${segment}`}
        rowHref={({ customerCode, segment }) => `/accounts/${customerCode}/${segment}`}
        exportHref={() => `/api/v1/simulations/${id}/accounts.csv`}
        empty={{ title: t('accounts.empty') }}
      />
    </>
  )
}
