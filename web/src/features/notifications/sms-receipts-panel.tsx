import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StackingTable } from '../../ui/stacking-table'
import {
  makeSmsReceiptAddress,
  removeSmsReceiptAddress,
  useSmsReceiptAddresses,
  type SmsReceiptAddress,
} from './sms-api'

type Provider = SmsReceiptAddress['provider']
const providers = ['aliyun', 'tencent'] as const

interface Row {
  provider: Provider
  address: SmsReceiptAddress | undefined
}

/** Addresses at which the platforms tell by themselves what became of messages; each is shown once, when it is made. */
export function SmsReceiptsPanel() {
  const { t } = useTranslation('notifications')
  const may = useUser().can('settings:write')
  const found = useSmsReceiptAddresses()
  const queries = useQueryClient()
  const refresh = () => void queries.invalidateQueries({ queryKey: ['notification-settings'] })
  const make = useMutation({ mutationFn: makeSmsReceiptAddress, onSettled: refresh })
  const remove = useMutation({
    mutationFn: removeSmsReceiptAddress,
    onSuccess: () => make.reset(),
    onSettled: refresh,
  })
  const rows = (items: readonly SmsReceiptAddress[]) =>
    providers.map((provider): Row => ({ provider, address: items.find((one) => one.provider === provider) }))
  return (
    <Panel title={t('push.title')}>
      <Flex vertical gap="small">
        <p className="xh-quiet">{t('push.hint')}</p>
        {make.data !== undefined && make.variables !== undefined && (
          <MadeAddress provider={make.variables} url={make.data.url} />
        )}
        <ProblemAlert error={make.error ?? remove.error} />
        {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <PanelSkeleton rows={2} />}
        {found.data !== undefined && (
          <StackingTable<Row>
            rows={rows(found.data)}
            rowKey={({ provider }) => provider}
            columns={[
              {
                key: 'provider',
                title: t('sms.provider'),
                render: (_, { provider }) => t(`sms.${provider}`),
              },
              {
                key: 'made',
                title: t('push.made'),
                render: (_, { address }) =>
                  address === undefined ? (
                    t('push.none')
                  ) : (
                    <>
                      {address.madeBy} <Instant value={address.madeAt} />
                    </>
                  ),
              },
              {
                key: 'told',
                title: t('push.told'),
                render: (_, { address }) =>
                  address?.toldAt == null ? '–' : <Instant value={address.toldAt} />,
              },
              {
                key: 'settled',
                title: t('push.settled'),
                align: 'right',
                render: (_, { address }) => address?.settled ?? '–',
              },
              {
                key: 'actions',
                title: '',
                render: (_, { provider, address }) =>
                  may && (
                    <Acts
                      provider={provider}
                      known={address !== undefined}
                      onMake={() => make.mutateAsync(provider)}
                      onRemove={() => remove.mutateAsync(provider)}
                    />
                  ),
              },
            ]}
          />
        )}
      </Flex>
    </Panel>
  )
}

function MadeAddress({ provider, url }: { provider: Provider; url: string }) {
  const { t } = useTranslation('notifications')
  return (
    <Alert
      type="warning"
      showIcon
      title={t('push.once', { provider: t(`sms.${provider}`) })}
      description={
        <Typography.Paragraph code copyable style={{ overflowWrap: 'anywhere', marginBottom: 0 }}>
          {url}
        </Typography.Paragraph>
      }
    />
  )
}

interface ActsProps {
  provider: Provider
  known: boolean
  onMake: () => Promise<unknown>
  onRemove: () => Promise<unknown>
}

function Acts({ provider, known, onMake, onRemove }: ActsProps) {
  const { t } = useTranslation('notifications')
  const name = t(`sms.${provider}`)
  if (!known)
    return (
      <Button size="small" onClick={() => void onMake()}>
        {t('push.make', { provider: name })}
      </Button>
    )
  return (
    <Flex gap="small">
      <ConfirmAction
        label={t('push.again')}
        question={t('push.againAsk', { provider: name })}
        consequence={t('push.againThen')}
        button={{ size: 'small' }}
        onConfirm={onMake}
      />
      <ConfirmAction
        danger
        label={t('push.remove')}
        question={t('push.removeAsk', { provider: name })}
        consequence={t('push.removeThen')}
        button={{ size: 'small' }}
        onConfirm={onRemove}
      />
    </Flex>
  )
}
