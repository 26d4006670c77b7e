import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day, Instant } from '../../ui/day'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Person } from '../../ui/person'
import { StatusTag } from '../../ui/status-tag'
import { listRuns, startRun, useRunMode, type Run } from './strategy-api'

const tones = { running: 'info', done: 'good', failed: 'danger' } as const

function useColumns(): readonly DataColumn<Run>[] {
  const { t } = useTranslation('strategies')
  return useMemo(
    () => [
      {
        key: 'day',
        title: t('run.day'),
        width: 130,
        pinned: true,
        card: 'title',
        render: ({ onDay }) => <Day value={onDay} />,
      },
      { key: 'mode', title: t('run.mode'), width: 110, render: ({ mode }) => t(`run.${mode}`) },
      {
        key: 'status',
        title: t('contact.status'),
        width: 120,
        card: 'aside',
        render: ({ status }) => <StatusTag tone={tones[status]}>{t(`run.status.${status}`)}</StatusTag>,
      },
      {
        key: 'contacts',
        title: t('figures.contacts'),
        align: 'right',
        width: 100,
        render: ({ contacts }) => contacts.toLocaleString(),
      },
      {
        key: 'items',
        title: t('figures.items'),
        align: 'right',
        width: 100,
        render: ({ items }) => items.toLocaleString(),
      },
      {
        key: 'version',
        title: t('run.version'),
        align: 'right',
        width: 90,
        render: ({ strategyVersion }) => strategyVersion,
      },
      {
        key: 'by',
        title: t('run.startedBy'),
        render: ({ startedBy, startedAt, scheduled }) => (
          <>
            {scheduled ? t('run.scheduled') : <Person username={startedBy} />} <Instant value={startedAt} />
          </>
        ),
      },
    ],
    [t],
  )
}

/** Runs of strategies, and the start of one by hand. */
export function Component() {
  const { t } = useTranslation('strategies')
  const { can } = useUser()
  const navigate = useNavigate()
  const columns = useColumns()
  const { settings } = useRunMode()
  const isLive = settings.data?.mode === 'live'
  const open = ({ id }: Run) => void navigate(`/dunning-runs/${id}`)
  const start = useMutation({ mutationFn: startRun, onSuccess: open })
  return (
    <>
      <PageHeader
        title={t('run.title')}
        detail={t('run.detail')}
        actions={
          can('strategies:write') && (
            <>
              <Button loading={start.isPending} onClick={() => start.mutate('dry')}>
                {t('run.startDry')}
              </Button>
              {isLive && (
                <ConfirmAction
                  label={t('run.startLive')}
                  question={t('run.liveQuestion')}
                  consequence={t('run.liveConsequence')}
                  onConfirm={() => start.mutateAsync('live')}
                />
              )}
            </>
          )
        }
      />
      <ProblemAlert error={start.error} />
      <DataList
        name="dunning-runs"
        columns={columns}
        load={listRuns}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/dunning-runs/${id}`}
        empty={{ title: t('run.none'), hint: t('run.noneHint') }}
      />
    </>
  )
}
