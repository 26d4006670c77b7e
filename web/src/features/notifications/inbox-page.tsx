import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useText } from '../../i18n/use-text'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { PageHeader } from '../../ui/page-header'
import { StatusTag } from '../../ui/status-tag'
import { inboxListName, listNotices, useInboxState, useMarkRead, type Notice } from './api'
import { noticeGroups } from './groups'
import { InboxTabs } from './inbox-tabs'
import styles from './notifications.module.css'

function useColumns(): readonly DataColumn<Notice>[] {
  const { t } = useTranslation('notifications')
  const text = useText()
  return [
    {
      key: 'title',
      title: t('inbox.what'),
      card: 'title',
      pinned: true,
      render: (row) => (
        <span className={styles.subject} data-unread={row.readAt === null || undefined}>
          {text(row.title)}
        </span>
      ),
    },
    {
      key: 'body',
      title: t('inbox.text'),
      card: 'block',
      render: (row) => <span className={styles.text}>{text(row.body)}</span>,
    },
    { key: 'group', title: t('inbox.group'), render: (row) => t(`group.${row.group}`) },
    {
      key: 'createdAt',
      title: t('inbox.at'),
      width: 150,
      render: (row) => <Instant value={row.createdAt} />,
    },
    {
      key: 'state',
      title: t('state'),
      card: 'aside',
      render: (row) =>
        row.readAt === null ? (
          <StatusTag tone="info">{t('inbox.unread')}</StatusTag>
        ) : (
          <span className="xh-quiet">{t('inbox.read')}</span>
        ),
    },
  ]
}

/** All of one's notifications: what is unread, of which kind, and where each leads. */
export function Component() {
  const { t } = useTranslation('notifications')
  const navigate = useNavigate()
  const mark = useMarkRead()
  const state = useInboxState().data
  const columns = useColumns()
  const [selected, setSelected] = useState<readonly string[]>([])
  const open = ({ id, link, readAt }: Notice) => {
    if (readAt === null) mark.mutate({ ids: [id] })
    if (link !== null) void navigate(link)
  }
  const unread = state?.unread ?? 0
  return (
    <>
      <PageHeader title={t('title')} detail={t('inbox.detail', { count: unread })} />
      <InboxTabs />
      <DataList<Notice>
        name={inboxListName}
        columns={columns}
        load={listNotices}
        rowKey={({ id }) => id}
        onOpen={open}
        filters={[
          { key: 'unread', label: t('state'), options: [{ value: 'true', label: t('inbox.unreadOnly') }] },
          {
            key: 'group',
            label: t('inbox.group'),
            options: noticeGroups.map((value) => ({ value, label: t(`group.${value}`) })),
          },
        ]}
        empty={{ title: t('emptyTitle'), hint: t('emptyHint') }}
        selection={{
          selected,
          onChange: setSelected,
          bar: (
            <Button
              size="small"
              onClick={() => mark.mutate({ ids: [...selected] }, { onSuccess: () => setSelected([]) })}
            >
              {t('inbox.markChosen')}
            </Button>
          ),
        }}
        actions={
          <Button
            disabled={unread === 0 || state === undefined}
            loading={mark.isPending}
            onClick={() => state !== undefined && mark.mutate({ upTo: state.latest })}
          >
            {t('readAll')}
          </Button>
        }
      />
    </>
  )
}
