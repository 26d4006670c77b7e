import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { ConfirmAction } from '../../ui/confirm-action'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { PickListPanel } from '../../ui/pick-list/pick-list-panel'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import { removeReferenceRate, useReferenceRates, type ReferenceRate } from './api'
import { RateDrawer } from './rate-drawer'
import { RulesPanel } from './rules-panel'

/** Rates are published with two decimals: 3.00%, not 3 %. */
function twoDecimals(percent: string): string {
  const [whole = '0', fraction = ''] = percent.split('.')
  return `${whole}.${fraction.padEnd(2, '0')}`
}

/** Published rates, editable, and the figures of the law that are in force. */
export function Component() {
  const { t } = useTranslation('claims')
  const queries = useQueryClient()
  const rates = useReferenceRates()
  const [edited, setEdited] = useState<ReferenceRate | 'new' | null>(null)
  const refresh = () => void queries.invalidateQueries({ queryKey: ['reference-rates'] })
  const remove = useMutation({ mutationFn: removeReferenceRate, onSuccess: refresh })
  const may = rates.data?.allowed.includes('edit') ?? false
  return (
    <>
      <PageHeader
        title={t('rates.title')}
        detail={<Link to="/claims">{t('rates.back')}</Link>}
        actions={
          may && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
              {t('rates.add')}
            </Button>
          )
        }
      />
      <Flex vertical gap="middle">
        <ProblemAlert error={remove.error} />
        {rates.isError && <ErrorState error={rates.error} onRetry={() => void rates.refetch()} />}
        {rates.isPending && <PanelSkeleton rows={12} />}
        <RulesPanel />
        {rates.data !== undefined && (
          <Panel flush>
            <StackingTable
              flush
              rows={rates.data.items}
              rowKey={({ kind, validFrom }) => `${kind} ${validFrom}`}
              columns={[
                { key: 'kind', title: t('rates.kind'), render: (_, { kind }) => t(`rate.${kind}`) },
                { key: 'from', title: t('rates.from'), render: (_, { validFrom }) => validFrom },
                {
                  key: 'percent',
                  title: t('rates.percent'),
                  align: 'right',
                  render: (_, { percent }) => <span className="xh-numeric">{twoDecimals(percent)}%</span>,
                },
                {
                  key: 'verified',
                  title: t('rates.verified'),
                  render: (_, { verified }) => (
                    <StatusTag tone={verified ? 'good' : 'warn'}>
                      {t(verified ? 'rates.yes' : 'rates.no')}
                    </StatusTag>
                  ),
                },
                { key: 'source', title: t('rates.source'), wrap: 400, render: (_, { source }) => source },
                {
                  key: 'actions',
                  title: '',
                  render: (_, rate) =>
                    may && (
                      <Flex gap="small">
                        <Button size="small" onClick={() => setEdited(rate)}>
                          {t('rates.edit')}
                        </Button>
                        <ConfirmAction
                          danger
                          label={t('rates.remove')}
                          question={t('rates.removeAsk', { day: rate.validFrom })}
                          consequence={t('rates.removeThen')}
                          button={{ size: 'small' }}
                          onConfirm={() => remove.mutateAsync(rate)}
                        />
                      </Flex>
                    ),
                },
              ]}
            />
          </Panel>
        )}
        <PickListPanel title={t('waiver.reasons')} path="/api/v1/waiver-reasons" />
      </Flex>
      {edited !== null && (
        <RateDrawer
          rate={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null)
            refresh()
          }}
        />
      )}
    </>
  )
}
