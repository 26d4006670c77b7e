import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useRoleName } from '../../session/role-names'
import { useUser } from '../../session/session'
import { Age } from '../../ui/age'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { PageHeader } from '../../ui/page-header'
import { Person } from '../../ui/person'
import { SplitView } from '../../ui/split-view'
import { assignReviews, listReviews, type Review } from './api'
import { ColleagueSelect } from './colleague-select'
import { ReviewCalendar } from './review-calendar'
import { ReviewPanel } from './review-panel'

const dayMs = 86_400_000

function lateBy(dueOn: string): number {
  return Math.floor((Date.now() - Date.parse(`${dueOn}T00:00:00`)) / dayMs)
}

/** Waits for whoever of a role takes it. */
function RoleToDo({ role }: { role: string }) {
  const { t } = useTranslation('rerating')
  const roleName = useRoleName()
  return <span className="xh-quiet">{t('assignee.role', { role: roleName(role) })}</span>
}

function useColumns(narrow: boolean): readonly DataColumn<Review>[] {
  const { t } = useTranslation('rerating')
  return useMemo(
    () => [
      {
        key: 'due',
        title: t('reviews.dueOn'),
        width: 210,
        card: 'aside',
        render: ({ dueOn, status }) => (
          <>
            <Day value={dueOn} /> {status === 'open' && <Age days={lateBy(dueOn)} />}
          </>
        ),
      },
      {
        key: 'customer',
        title: t('customer'),
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      { key: 'segment', title: t('reviews.segment'), width: 90, render: ({ segment }) => segment },
      { key: 'grade', title: t('grade'), width: 80, render: ({ grade }) => <GradeTag grade={grade} /> },
      {
        key: 'reason',
        title: t('reviews.reason.title'),
        optional: narrow,
        render: ({ reason }) => t(`reviews.reason.${reason}`),
      },
      {
        key: 'assignee',
        title: t('assignee.title'),
        optional: narrow,
        render: ({ assignee, role }) =>
          assignee === null && role !== null ? <RoleToDo role={role} /> : <Person username={assignee} />,
      },
    ],
    [t, narrow],
  )
}

function AssignBar({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('rerating')
  const [username, setUsername] = useState<string | null>(null)
  const assign = useMutation({
    mutationFn: () => assignReviews({ ids: [...ids], username }),
    onSuccess: onDone,
  })
  return (
    <Flex gap="small" align="center" wrap>
      <ColleagueSelect value={username} onChange={setUsername} />
      <Button type="primary" size="small" loading={assign.isPending} onClick={() => assign.mutate()}>
        {username === null ? t('assignee.giveBack') : t('assignee.give')}
      </Button>
      <ProblemAlert error={assign.error} />
    </Flex>
  )
}

function ReviewList() {
  const { t } = useTranslation('rerating')
  const { username, can } = useUser()
  const queries = useQueryClient()
  const [selected, setSelected] = useState<readonly string[]>([])
  const [opened, setOpened] = useState<Review | null>(null)
  const columns = useColumns(opened !== null)
  const refresh = () => void queries.invalidateQueries({ queryKey: ['list'] })
  const options = <K extends string>(keys: readonly K[], word: (key: K) => string) =>
    keys.map((value) => ({ value, label: word(value) }))
  const filters = [
    {
      key: 'due',
      label: t('reviews.due.title'),
      options: options(['overdue', 'today', 'later'] as const, (key) => t(`reviews.due.${key}`)),
    },
    {
      key: 'assignee',
      label: t('assignee.title'),
      options: [
        { value: username, label: t('assignee.me') },
        { value: '-', label: t('assignee.nobody') },
      ],
    },
    {
      key: 'status',
      label: t('reviews.status.title'),
      options: options(['open', 'done'] as const, (key) => t(`reviews.status.${key}`)),
    },
  ]
  const bar = (
    <AssignBar
      ids={selected}
      onDone={() => {
        setSelected([])
        refresh()
      }}
    />
  )
  return (
    <SplitView
      label={t('reviews.one')}
      onClose={() => setOpened(null)}
      list={
        <DataList
          name="reviews"
          columns={columns}
          filters={filters}
          load={listReviews}
          rowKey={({ id }) => id}
          onOpen={setOpened}
          searchPlaceholder={t('search')}
          {...(can('ratings:write') ? { selection: { selected, onChange: setSelected, bar } } : {})}
          empty={{ title: t('reviews.none'), hint: t('reviews.noneHint') }}
        />
      }
      detail={opened === null ? undefined : <ReviewPanel key={opened.id} review={opened} onDone={refresh} />}
    />
  )
}

/** Reviews of accounts: what is to be done, and the month. */
export function Component() {
  const { t } = useTranslation('rerating')
  const [view, setView] = useState<'list' | 'month'>('list')
  return (
    <>
      <PageHeader
        title={t('reviews.title')}
        detail={t('reviews.detail')}
        actions={
          <Segmented<'list' | 'month'>
            value={view}
            onChange={setView}
            options={(['list', 'month'] as const).map((value) => ({
              value,
              label: t(`reviews.view.${value}`),
            }))}
          />
        }
      />
      {view === 'list' ? <ReviewList /> : <ReviewCalendar />}
    </>
  )
}
