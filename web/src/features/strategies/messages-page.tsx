import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { MessagePanel } from './message-panel'
import { MessageStatus } from './message-status'
import { lettersFile, listMessages, type Message } from './strategy-api'

const statuses = [
  'to_approve',
  'to_print',
  'pending',
  'unclear',
  'failed',
  'bounced',
  'sent',
  'delivered',
  'withdrawn',
  'rejected',
] as const
const channels = ['email', 'sms', 'letter', 'phone', 'in-app'] as const

function useColumns(): readonly DataColumn<Message>[] {
  const { t } = useTranslation('strategies')
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('contact.customer'),
        pinned: true,
        card: 'title',
        render: ({ customerName }) => customerName,
      },
      {
        key: 'channel',
        title: t('field.channel'),
        width: 100,
        render: ({ channel }) => t(`channel.${channel}`),
      },
      { key: 'title', title: t('message.subject'), card: 'block', render: ({ title }) => title },
      {
        key: 'status',
        title: t('contact.status'),
        width: 130,
        card: 'aside',
        render: ({ status }) => <MessageStatus status={status} />,
      },
      {
        key: 'at',
        title: t('message.at'),
        width: 170,
        render: ({ sentAt, createdAt }) => <Instant value={sentAt ?? createdAt} />,
      },
    ],
    [t],
  )
}

/** Messages of all runs: what waits for somebody, what left, and what became of it. */
export function Component() {
  const { t } = useTranslation('strategies')
  const { can } = useUser()
  const queries = useQueryClient()
  const columns = useColumns()
  const [opened, setOpened] = useState<Message | null>(null)
  const filters = [
    {
      key: 'status',
      label: t('contact.status'),
      options: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    {
      key: 'channel',
      label: t('field.channel'),
      options: channels.map((value) => ({ value, label: t(`channel.${value}`) })),
    },
  ]
  return (
    <>
      <PageHeader
        title={t('message.title')}
        detail={t('message.detail')}
        actions={can('collections:write') && <a href={lettersFile({})}>{t('message.letters')}</a>}
      />
      <SplitView
        label={t('message.one')}
        onClose={() => setOpened(null)}
        list={
          <DataList
            name="dunning-messages"
            columns={columns}
            filters={filters}
            load={listMessages}
            rowKey={({ id }) => id}
            onOpen={setOpened}
            searchPlaceholder={t('message.search')}
            empty={{ title: t('message.none'), hint: t('message.noneHint') }}
          />
        }
        detail={
          opened === null ? undefined : (
            <MessagePanel
              key={opened.id}
              id={opened.id}
              onDone={() => void queries.invalidateQueries({ queryKey: ['list'] })}
            />
          )
        }
      />
    </>
  )
}
