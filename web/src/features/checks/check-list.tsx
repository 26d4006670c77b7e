import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { useSegmentOptions } from '../../session/segments'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { OutcomeTag } from '../../ui/outcome-tag'
import { listChecks, withoutNumber, type Decision } from './api'

function FirstReason({ decision }: { decision: Decision }) {
  const { t } = useTranslation('checks')
  const textOf = useText()
  const [first, ...others] = decision.reasons
  if (first === undefined) return <span className="xh-quiet">–</span>
  return (
    <>
      {textOf(first.message)}
      {others.length > 0 && (
        <span className="xh-quiet"> {t('list.moreReasons', { count: others.length })}</span>
      )}
    </>
  )
}

function useColumns(): readonly DataColumn<Decision>[] {
  const { t } = useTranslation('checks')
  return useMemo(
    () => [
      {
        key: 'decidedAt',
        title: t('list.decidedAt'),
        width: 150,
        render: (row) => <Instant value={row.decidedAt} />,
      },
      {
        key: 'outcome',
        title: t('list.outcome'),
        width: 130,
        pinned: true,
        card: 'aside',
        render: (row) => <OutcomeTag outcome={row.outcome} />,
      },
      {
        key: 'document',
        title: t('list.document'),
        card: 'title',
        render: (row) => (
          <Link to={`/checks/${row.id}`}>
            {row.document.number === withoutNumber ? t('list.trial') : row.document.number}
          </Link>
        ),
      },
      {
        key: 'customer',
        title: t('list.customer'),
        wrap: 200,
        render: (row) => (
          <Link to={`/customers/${encodeURIComponent(row.customerCode)}`}>
            {row.customerName ?? row.customerCode}
          </Link>
        ),
      },
      { key: 'segment', title: t('list.segment'), card: 'none', render: (row) => row.segment },
      {
        key: 'amount',
        title: t('list.amount'),
        align: 'right',
        render: (row) => <Money value={row.amount} currency="sign" />,
      },
      { key: 'reason', title: t('list.reason'), wrap: 270, render: (row) => <FirstReason decision={row} /> },
      {
        key: 'kind',
        title: t('list.kind'),
        card: 'none',
        optional: true,
        width: 110,
        render: (row) => (row.reserve ? t(`trigger.${row.trigger}`) : t('list.trial')),
      },
    ],
    [t],
  )
}

const outcomes = ['approved', 'warned', 'held', 'rejected'] as const

/** What was decided lately, newest first. */
export function CheckList() {
  const { t } = useTranslation(['checks', 'common'])
  const columns = useColumns()
  const segmentOptions = useSegmentOptions()
  const filters = [
    {
      key: 'outcome',
      label: t('list.outcome'),
      options: outcomes.map((value) => ({ value, label: t(`common:outcome.${value}`) })),
    },
    { key: 'segment', label: t('list.segment'), options: segmentOptions },
    {
      key: 'trials',
      label: t('list.trials'),
      options: [
        { value: 'with', label: t('list.withTrials') },
        { value: 'only', label: t('list.onlyTrials') },
      ],
    },
  ]
  return (
    <DataList
      name="checks"
      columns={columns}
      filters={filters}
      load={listChecks}
      rowKey={(row) => row.id}
      rowHref={(row) => `/checks/${row.id}`}
      searchPlaceholder={t('list.search')}
      empty={{ title: t('list.emptyTitle'), hint: t('list.emptyHint') }}
    />
  )
}
