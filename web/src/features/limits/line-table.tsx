import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ConfirmAction } from '../../ui/confirm-action'
import { Day, Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { StackingTable } from '../../ui/stacking-table'
import { revokeLine, useLimitLines, useLimitsChanged, type Account, type LimitLine } from './api'
import { LineDrawer } from './line-drawer'

/** The dated components of a limit, newest first; add one, take one back. */
export function LineTable({ code, account }: { code: string; account: Account }) {
  const { t } = useTranslation('limits')
  const { message } = App.useApp()
  const changed = useLimitsChanged()
  const [adding, setAdding] = useState(false)
  const lines = useLimitLines(code, account.segment)
  const revoke = useMutation({
    mutationFn: (id: string) => revokeLine(code, account.segment, id),
    onSuccess: () => void message.success(t('line.revoked')),
    onSettled: changed,
  })
  const content = () => {
    if (lines.isError) return <ErrorState error={lines.error} onRetry={() => void lines.refetch()} />
    if (lines.isPending) return <PanelSkeleton rows={4} />
    if (lines.data.items.length === 0)
      return <EmptyState title={t('line.emptyTitle')} hint={t('line.emptyHint')} />
    return (
      <StackingTable<LimitLine>
        rowKey={(line) => line.id}
        rows={lines.data.items}
        columns={[
          { key: 'kind', title: t('line.kind'), render: (_, line) => t(`lineKind.${line.kind}`) },
          {
            key: 'amount',
            title: t('line.amount'),
            align: 'right',
            render: (_, line) => <Money value={line.amount} currency="sign" strong />,
          },
          { key: 'from', title: t('line.from'), render: (_, line) => <Day value={line.validFrom} /> },
          {
            key: 'to',
            title: t('line.to'),
            render: (_, line) => (line.validTo === null ? t('line.openEnded') : <Day value={line.validTo} />),
          },
          { key: 'reason', title: t('line.reason'), dataIndex: 'reason' },
          {
            key: 'by',
            title: t('line.by'),
            render: (_, line) => (
              <>
                <Person username={line.createdBy} /> <Instant value={line.createdAt} />
              </>
            ),
          },
          ...(lines.data.items.some(({ allowed }) => allowed.includes('revoke'))
            ? [
                {
                  key: 'revoke',
                  title: '',
                  render: (_: unknown, line: LimitLine) =>
                    line.allowed.includes('revoke') && (
                      <ConfirmAction
                        label={t('line.revoke')}
                        question={t('line.revokeQuestion')}
                        consequence={t('line.revokeHint')}
                        danger
                        button={{ size: 'small', type: 'text' }}
                        onConfirm={() => revoke.mutateAsync(line.id)}
                      />
                    ),
                },
              ]
            : []),
        ]}
      />
    )
  }
  return (
    <Panel
      title={t('line.title')}
      extra={
        account.allowed.includes('request') ? (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('line.add')}
          </Button>
        ) : undefined
      }
    >
      <ProblemAlert error={revoke.error} />
      {content()}
      {adding && <LineDrawer code={code} account={account} onClose={() => setAdding(false)} />}
    </Panel>
  )
}
