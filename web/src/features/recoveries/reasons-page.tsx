import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { MoveButtons } from '../../ui/pick-list/move-buttons'
import { PickListPanel } from '../../ui/pick-list/pick-list-panel'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import { orderReasons, useActed, useReasons, type WriteOffReason } from './api'
import { ReasonDrawer } from './reason-drawer'

/** Why debts may be written off, and what each reason asks for; added, renamed and retired by administrators. */
export function Component() {
  const { t } = useTranslation('recoveries')
  const { message } = App.useApp()
  const may = useUser().can('settings:write')
  const reasons = useReasons()
  const acted = useActed()
  const [edited, setEdited] = useState<WriteOffReason | 'new' | null>(null)
  return (
    <>
      <PageHeader
        title={t('reasons.title')}
        detail={<Link to="/write-offs">{t('writeOff.title')}</Link>}
        actions={
          may && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
              {t('reasons.add')}
            </Button>
          )
        }
      />
      <Flex vertical gap="middle">
        <Panel title={t('reasons.list')} flush>
          {reasons.isError && <ErrorState error={reasons.error} onRetry={() => void reasons.refetch()} />}
          {reasons.isPending && <PanelSkeleton rows={6} />}
          {reasons.data !== undefined && (
            <ReasonTable reasons={reasons.data} may={may} onEdit={(reason) => setEdited(reason)} />
          )}
        </Panel>
        <PickListPanel title={t('reasons.causes')} path="/api/v1/bad-debt-causes" />
      </Flex>
      {edited !== null && (
        <ReasonDrawer
          reason={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null)
            acted()
            void message.success(t('reasons.saved'))
          }}
        />
      )}
    </>
  )
}

/** Orders the reasons at once; what somebody else changed meanwhile is loaded again. */
function useOrder(reasons: readonly WriteOffReason[]) {
  const acted = useActed()
  const order = useMutation({ mutationFn: orderReasons, onSettled: acted })
  const move = (from: number, to: number) => {
    const codes = reasons.map(({ code }) => code)
    codes.splice(to, 0, ...codes.splice(from, 1))
    order.mutate(codes)
  }
  return { order, move }
}

interface ReasonTableProps {
  reasons: readonly WriteOffReason[]
  may: boolean
  onEdit: (reason: WriteOffReason) => void
}

function ReasonTable({ reasons, may, onEdit }: ReasonTableProps) {
  const { t } = useTranslation('recoveries')
  const text = useText()
  const { order, move } = useOrder(reasons)
  const columns = useReasonColumns({ may, onEdit })
  const orderColumn: StackingColumn<WriteOffReason> = {
    key: 'order',
    title: t('reasons.order'),
    render: (_, { code, name }) => (
      <MoveButtons
        name={text(name)}
        at={reasons.findIndex((one) => one.code === code)}
        count={reasons.length}
        disabled={order.isPending}
        onMove={move}
      />
    ),
  }
  return (
    <>
      <ProblemAlert error={order.error} />
      <StackingTable
        rows={reasons}
        rowKey={({ code }) => code}
        flush
        columns={may ? [orderColumn, ...columns] : columns}
      />
    </>
  )
}

function useReasonColumns({
  may,
  onEdit,
}: Pick<ReasonTableProps, 'may' | 'onEdit'>): StackingColumn<WriteOffReason>[] {
  const { t } = useTranslation('recoveries')
  const text = useText()
  return [
    {
      key: 'name',
      title: t('writeOff.reason'),
      render: (_, reason) =>
        may ? (
          <Button type="link" size="small" onClick={() => onEdit(reason)}>
            {text(reason.name)}
          </Button>
        ) : (
          text(reason.name)
        ),
    },
    {
      key: 'source',
      title: t('writeOff.rule'),
      wrap: 170,
      render: (_, { source }) => text(source),
    },
    {
      key: 'months',
      title: t('reasons.months'),
      align: 'right',
      render: (_, { overdueMonths }) => overdueMonths ?? '–',
    },
    {
      key: 'max',
      title: t('reasons.amountMax'),
      align: 'right',
      render: (_, { amountMax }) => (amountMax === null ? '–' : <Money value={amountMax} currency="sign" />),
    },
    {
      key: 'evidence',
      title: t('evidence.title'),
      wrap: 200,
      render: (_, { evidence }) =>
        evidence.map((kind) => t(`evidence.kind.${kind}`)).join(t('listSeparator')),
    },
    {
      key: 'active',
      title: t('state.title'),
      render: (_, { active }) => (
        <StatusTag tone={active ? 'good' : 'neutral'}>
          {t(active ? 'reasons.active' : 'reasons.retired')}
        </StatusTag>
      ),
    },
  ]
}
