import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { GradeTag } from '../../ui/grade-tag'
import { PageHeader } from '../../ui/page-header'
import { scoreText } from '../../ui/score-text'
import { listMoves, movesFile, type Move } from './api'
import { Cause, causeKinds, grades } from './cause'
import { Followed } from './followed'

function useColumns(): readonly DataColumn<Move>[] {
  const { t } = useTranslation('rerating')
  return useMemo(
    () => [
      { key: 'at', title: t('moves.at'), width: 150, render: ({ movedAt }) => <Instant value={movedAt} /> },
      {
        key: 'customer',
        title: t('customer'),
        card: 'title',
        pinned: true,
        render: (row) => (
          <Link to={`/customers/${encodeURIComponent(row.customerCode)}/rating`}>{row.customerName}</Link>
        ),
      },
      {
        key: 'grade',
        title: t('moves.grade'),
        card: 'aside',
        width: 150,
        render: ({ fromGrade, toGrade }) => (
          <>
            <GradeTag grade={fromGrade} /> → <GradeTag grade={toGrade} />
          </>
        ),
      },
      {
        key: 'score',
        title: t('score'),
        align: 'right',
        width: 130,
        render: ({ fromScore, toScore }) => (
          <span className="xh-numeric">
            {fromScore === null ? '' : `${scoreText(fromScore)} → `}
            {scoreText(toScore)}
          </span>
        ),
      },
      { key: 'cause', title: t('cause.title'), render: ({ cause }) => <Cause cause={cause} /> },
      { key: 'effects', title: t('moves.effects'), render: (row) => <Followed move={row} /> },
      {
        key: 'owner',
        title: t('owner'),
        optional: true,
        card: 'none',
        render: ({ ownerUsername }) => ownerUsername ?? '–',
      },
    ],
    [t],
  )
}

/** Who moved: changes of grade with cause and consequences, and better ratings that wait. */
export function Component() {
  const { t, i18n } = useTranslation('rerating')
  const columns = useColumns()
  const filters = [
    {
      key: 'direction',
      label: t('moves.direction.title'),
      options: (['down', 'up', 'deferred'] as const).map((value) => ({
        ...{ value, label: t(`moves.direction.${value}`) },
      })),
    },
    { key: 'grade', label: t('moves.toGrade'), options: grades.map((value) => ({ value, label: value })) },
    {
      key: 'cause',
      label: t('cause.title'),
      options: causeKinds.map((value) => ({ value, label: t(`cause.${value}`) })),
    },
  ]
  return (
    <>
      <PageHeader title={t('moves.title')} detail={t('moves.detail')} />
      <DataList
        name="rating-moves"
        columns={columns}
        filters={filters}
        load={listMoves}
        rowKey={({ id }) => id}
        rowHref={({ customerCode }) => `/customers/${encodeURIComponent(customerCode)}/rating`}
        searchPlaceholder={t('search')}
        exportHref={(state) => movesFile(state, i18n.language)}
        empty={{ title: t('moves.none'), hint: t('moves.noneHint') }}
      />
    </>
  )
}
