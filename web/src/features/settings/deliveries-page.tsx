import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { PageHeader } from '../../ui/page-header'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { listDeliveries, replayDelivery, useWebhooks, type Delivery } from './api'

const tones: Readonly<Record<Delivery['status'], Tone>> = {
  pending: 'info',
  delivered: 'good',
  failed: 'danger',
}

function useColumns(replay: ((id: string) => void) | undefined): readonly DataColumn<Delivery>[] {
  const { t } = useTranslation('settings')
  return useMemo(
    () => [
      {
        key: 'createdAt',
        title: t('delivery.at'),
        card: 'title',
        render: (row) => <Instant value={row.createdAt} />,
      },
      {
        key: 'event',
        title: t('delivery.event'),
        render: (row) => t(`event.${row.event.replace('.', '_')}` as 'event.hold_opened'),
      },
      {
        key: 'status',
        title: t('user.status'),
        card: 'aside',
        render: (row) => <StatusTag tone={tones[row.status]}>{t(`delivery.${row.status}`)}</StatusTag>,
      },
      { key: 'attempts', title: t('delivery.attempts'), align: 'right', render: (row) => row.attempts },
      {
        key: 'answer',
        title: t('delivery.answer'),
        render: (row) => row.error ?? row.responseStatus ?? <span className="xh-quiet">–</span>,
      },
      { key: 'next', title: t('delivery.next'), render: (row) => <Instant value={row.nextAttemptAt} /> },
      ...(replay === undefined
        ? []
        : [
            {
              key: 'replay',
              title: t('action'),
              render: (row: Delivery) => (
                <Button size="small" onClick={() => replay(row.id)}>
                  {t('delivery.replay')}
                </Button>
              ),
            },
          ]),
    ],
    [t, replay],
  )
}

/** What was sent to a subscriber, how it was answered, and sending it again. */
export function Component() {
  const { t } = useTranslation('settings')
  const { id = '' } = useParams()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const webhook = useWebhooks().data?.items.find((one) => one.id === id)
  const name = webhook?.name
  const { mutate: replay } = useMutation({
    mutationFn: (delivery: string) => replayDelivery(id, delivery),
    onSuccess: () => void message.success(t('delivery.replayed')),
    onError: (error) => void message.error(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['list', 'deliveries'] }),
  })
  const columns = useColumns(webhook?.allowed.includes('replay') ? replay : undefined)
  const load = useCallback((state: ListState, signal: AbortSignal) => listDeliveries(id, state, signal), [id])
  return (
    <>
      <PageHeader
        title={name === undefined ? t('delivery.title') : t('delivery.titleOf', { name })}
        detail={<Link to="/settings/webhooks">{t('tab.webhooks')}</Link>}
      />
      <DataList
        name="deliveries"
        scope={id}
        columns={columns}
        filters={[
          {
            key: 'status',
            label: t('user.status'),
            options: (['pending', 'delivered', 'failed'] as const).map((value) => ({
              value,
              label: t(`delivery.${value}`),
            })),
          },
        ]}
        load={load}
        rowKey={(row) => row.id}
        empty={{ title: t('delivery.emptyTitle'), hint: t('delivery.emptyHint') }}
      />
    </>
  )
}
