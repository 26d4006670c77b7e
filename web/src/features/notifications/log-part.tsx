import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ConfirmAction } from '../../ui/confirm-action'
import { DataList } from '../../ui/data-list/data-list'
import { DayRange } from '../../ui/data-list/day-range'
import type { DataColumn, DataFilter } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { StatusTag } from '../../ui/status-tag'
import { listMessages, resend, useKinds, type Message } from './channel-api'
import { MessageDetail, useMessageWords } from './message-detail'
import { statuses, tones } from './message-status'

function useColumns(again: (id: string) => void): readonly DataColumn<Message>[] {
  const { t } = useTranslation('notifications')
  const text = useText()
  const { kindName } = useMessageWords()
  return [
    { key: 'createdAt', title: t('log.at'), width: 150, render: (row) => <Instant value={row.createdAt} /> },
    { key: 'kind', title: t('log.kind'), card: 'title', render: (row) => kindName(row.kind) },
    { key: 'channel', title: t('log.channel'), render: (row) => t(`channel.${row.channel}`) },
    { key: 'target', title: t('log.target'), render: (row) => row.recipient ?? row.target ?? '–' },
    {
      key: 'status',
      title: t('state'),
      card: 'aside',
      render: (row) => <StatusTag tone={tones[row.status]}>{t(`message.${row.status}`)}</StatusTag>,
    },
    { key: 'attempts', title: t('log.attempts'), align: 'right', render: (row) => row.attempts },
    {
      key: 'error',
      title: t('log.error'),
      card: 'block',
      render: (row) => (row.error === null ? <span className="xh-quiet">–</span> : text(row.error)),
    },
    {
      key: 'next',
      title: t('log.next'),
      optional: true,
      render: (row) => <Instant value={row.nextAttemptAt} />,
    },
    {
      key: 'resend',
      title: t('actions'),
      card: 'none',
      render: (row) =>
        row.status === 'failed' && (
          <Button size="small" onClick={() => again(row.id)}>
            {t('log.resend')}
          </Button>
        ),
    },
  ]
}

function useFilters(): readonly DataFilter[] {
  const { t } = useTranslation('notifications')
  const text = useText()
  const kinds = (useKinds().data?.items ?? []).map(({ kind, name }) => ({ value: kind, label: text(name) }))
  return [
    {
      key: 'status',
      label: t('state'),
      options: statuses.map((value) => ({ value, label: t(`message.${value}`) })),
    },
    {
      key: 'channel',
      label: t('log.channel'),
      options: (['email', 'robot'] as const).map((value) => ({ value, label: t(`channel.${value}`) })),
    },
    {
      key: 'kind',
      label: t('log.kind'),
      options: [
        ...kinds,
        { value: 'digest', label: t('log.digest') },
        { value: 'password_reset', label: t('log.passwordReset') },
        { value: 'password_changed', label: t('log.passwordChanged') },
      ],
    },
  ]
}

function useResend() {
  const { t } = useTranslation('notifications')
  const { message } = App.useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (ids: readonly string[] | undefined) => resend(ids),
    onSuccess: ({ messages }) => void message.success(t('log.resent', { count: messages })),
    onError: (error) => void message.error(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['list', 'notification-log'] }),
  })
}

/** What was sent to whom, what was answered, and sending dead letters again: one, those ticked, or all. */
export function LogPart() {
  const { t } = useTranslation('notifications')
  const again = useResend()
  const columns = useColumns((id) => again.mutate([id]))
  const [opened, setOpened] = useState<Message>()
  const [selected, setSelected] = useState<readonly string[]>([])
  const [params] = useSearchParams()
  return (
    <>
      <DataList<Message>
        name="notification-log"
        columns={columns}
        filters={useFilters()}
        load={(state, signal) => listMessages(params, state, signal)}
        scope={`${params.get('from') ?? ''}|${params.get('to') ?? ''}`}
        rowKey={(row) => row.id}
        onOpen={setOpened}
        searchPlaceholder={t('log.search')}
        empty={{ title: t('log.emptyTitle'), hint: t('log.emptyHint') }}
        selection={{
          selected,
          onChange: setSelected,
          bar: (
            <Button
              size="small"
              loading={again.isPending}
              onClick={() => again.mutate(selected, { onSuccess: () => setSelected([]) })}
            >
              {t('log.resendChosen')}
            </Button>
          ),
        }}
        actions={
          <>
            <DayRange />
            <ConfirmAction
              label={t('log.resendAll')}
              question={t('log.resendAllQuestion')}
              consequence={t('log.resendAllConsequence')}
              onConfirm={() => again.mutateAsync(undefined)}
            />
          </>
        }
      />
      <Drawer
        open={opened !== undefined}
        title={t('log.detail')}
        size="large"
        onClose={() => setOpened(undefined)}
        destroyOnHidden
      >
        {opened !== undefined && (
          <MessageDetail
            message={opened}
            onResend={() => {
              again.mutate([opened.id])
              setOpened(undefined)
            }}
          />
        )}
      </Drawer>
    </>
  )
}
