import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Person } from '../../ui/person'
import { scoreText } from '../../ui/score-text'
import { SplitView } from '../../ui/split-view'
import { StatusTag } from '../../ui/status-tag'
import { listWarnings, type Warning } from './api'
import { Cause } from './cause'
import { WarningPanel } from './warning-panel'

const tones = { open: 'danger', acknowledged: 'warn', closed: 'neutral' } as const

function useColumns(narrow: boolean): readonly DataColumn<Warning>[] {
  const { t } = useTranslation('rerating')
  return useMemo(
    () => [
      {
        key: 'status',
        title: t('warnings.status.title'),
        width: 120,
        card: 'aside',
        render: ({ status }) => <StatusTag tone={tones[status]}>{t(`warnings.status.${status}`)}</StatusTag>,
      },
      {
        key: 'customer',
        title: t('customer'),
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      { key: 'grade', title: t('grade'), width: 80, render: ({ grade }) => <GradeTag grade={grade} /> },
      {
        key: 'score',
        title: t('score'),
        align: 'right',
        width: 140,
        sort: 'score',
        render: ({ previousScore, score }) => (
          <span className="xh-numeric">
            {previousScore === null ? '' : `${scoreText(previousScore)} → `}
            {scoreText(score)}
          </span>
        ),
      },
      {
        key: 'exposure',
        title: t('warnings.exposure'),
        sort: 'exposure',
        align: 'right',
        render: ({ exposure }) => <Money value={exposure} currency="sign" />,
      },
      {
        key: 'overdue',
        title: t('warnings.overdue'),
        sort: 'overdue',
        align: 'right',
        optional: narrow,
        render: ({ overdue }) => <Money value={overdue} currency="sign" />,
      },
      {
        key: 'cause',
        title: t('cause.title'),
        optional: narrow,
        render: ({ cause }) => <Cause cause={cause} />,
      },
      {
        key: 'at',
        title: t('warnings.raisedAt'),
        sort: 'raisedAt',
        optional: narrow,
        width: 150,
        render: (row) => <Instant value={row.raisedAt} />,
      },
      {
        key: 'assignee',
        title: t('assignee.title'),
        render: ({ assignee }) => <Person username={assignee} />,
      },
    ],
    [t, narrow],
  )
}

/** Customers below the early-warning score: what waits first, one click opens it beside the list. */
export function Component() {
  const { t } = useTranslation('rerating')
  const queries = useQueryClient()
  const [opened, setOpened] = useState<Warning | null>(null)
  const columns = useColumns(opened !== null)
  const statuses = ['current', 'open', 'acknowledged', 'closed', 'all'] as const
  const filters = [
    {
      key: 'status',
      label: t('warnings.status.title'),
      options: statuses.map((value) => ({ value, label: t(`warnings.status.${value}`) })),
    },
  ]
  return (
    <>
      <PageHeader title={t('warnings.title')} detail={t('warnings.detail')} />
      <SplitView
        label={t('warnings.one')}
        onClose={() => setOpened(null)}
        list={
          <DataList
            name="warnings"
            columns={columns}
            filters={filters}
            load={listWarnings}
            rowKey={({ id }) => id}
            onOpen={setOpened}
            searchPlaceholder={t('search')}
            empty={{ title: t('warnings.none'), hint: t('warnings.noneHint') }}
          />
        }
        detail={
          opened === null ? undefined : (
            <WarningPanel
              key={opened.id}
              warning={opened}
              onDone={(after) => {
                setOpened(after)
                void queries.invalidateQueries({ queryKey: ['list', 'warnings'] })
              }}
            />
          )
        }
      />
    </>
  )
}
