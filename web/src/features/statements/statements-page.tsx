import { FileZipOutlined, MailOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day, Instant } from '../../ui/day'
import { MoneyList } from '../../ui/money-list'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { BatchDrawer } from './batch-drawer'
import { listStatements, statuses, useStatementCounts, type StatementRow } from './api'
import { SendDrawer } from './send-drawer'
import { StatementPanel } from './statement-panel'
import { StatementStatus } from './statement-status'

function useColumns(): readonly DataColumn<StatementRow>[] {
  const { t } = useTranslation('statements')
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('customer'),
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      {
        key: 'status',
        title: t('status.title'),
        width: 130,
        card: 'aside',
        render: (row) => <StatementStatus row={row} />,
      },
      {
        key: 'period',
        title: t('period'),
        render: ({ from, asOf }) => (
          <>
            <Day value={from} /> – <Day value={asOf} />
          </>
        ),
      },
      {
        key: 'closing',
        title: t('closing'),
        align: 'right',
        render: ({ closing }) => <MoneyList values={closing} heading={undefined} />,
      },
      {
        key: 'sent',
        title: t('sentAt'),
        width: 150,
        card: 'none',
        render: ({ sentAt }) => <Instant value={sentAt} />,
      },
      {
        key: 'answered',
        title: t('answeredBy'),
        render: ({ answeredBy, answeredRole }) =>
          [answeredBy, answeredRole].filter((part) => part !== null).join(' · ') || '–',
      },
    ],
    [t],
  )
}

/** Statements that were sent to be confirmed: who was asked, who confirmed, who disputes. */
export function Component() {
  const { t } = useTranslation('statements')
  const { can } = useUser()
  const columns = useColumns()
  const counts = useStatementCounts().data
  const queries = useQueryClient()
  const [opened, setOpened] = useState<StatementRow | null>(null)
  const [drawer, setDrawer] = useState<'send' | 'batch' | null>(null)
  const refresh = () => void queries.invalidateQueries({ queryKey: ['list', 'sent-statements'] })
  const filters = [
    {
      key: 'status',
      label: t('status.title'),
      options: statuses.map((value) => {
        const count = counts?.find(({ status }) => status === value)?.count
        return {
          value,
          label: count === undefined ? t(`status.${value}`) : `${t(`status.${value}`)} · ${count}`,
        }
      }),
    },
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={
          can('collections:write') && (
            <>
              <Button icon={<FileZipOutlined />} onClick={() => setDrawer('batch')}>
                {t('batch.title')}
              </Button>
              <Button type="primary" icon={<MailOutlined />} onClick={() => setDrawer('send')}>
                {t('send.title')}
              </Button>
            </>
          )
        }
      />
      <SplitView
        label={t('one')}
        onClose={() => setOpened(null)}
        list={
          <DataList
            name="sent-statements"
            columns={columns}
            filters={filters}
            load={listStatements}
            rowKey={({ id }) => id}
            onOpen={setOpened}
            searchPlaceholder={t('search')}
            empty={{ title: t('none'), hint: t('noneHint') }}
          />
        }
        detail={
          opened === null ? undefined : <StatementPanel key={opened.id} id={opened.id} onDone={refresh} />
        }
      />
      {drawer === 'send' && <SendDrawer onClose={() => setDrawer(null)} onSent={refresh} />}
      {drawer === 'batch' && <BatchDrawer onClose={() => setDrawer(null)} />}
    </>
  )
}
