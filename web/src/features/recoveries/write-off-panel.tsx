import { Alert, Button, Descriptions, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { usePersonName } from '../../session/people'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useWriteOff, withdrawWriteOff, type WriteOff } from './api'
import { EvidencePanel } from './evidence-panel'
import { PostMortemDrawer } from './post-mortem-drawer'
import { RecoveryDrawer } from './recovery-drawer'
import { WithReason } from './with-reason'
import { WriteOffStatus } from './write-off-status'
import { RecoveryLines, WriteOffItems } from './write-off-lines'

/** One write-off: what was asked for and why, what proves it, what came in after it. */
export function WriteOffPanel({ id }: { id: string }) {
  const { t } = useTranslation('recoveries')
  const found = useWriteOff(id)
  const [drawer, setDrawer] = useState<'recovery' | 'lessons' | null>(null)
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={8} />
  const one = found.data
  const [edit, recover] = [one.allowed.includes('edit'), one.allowed.includes('recover')]
  const done = one.status === 'written-off'
  const left = Number(one.written.amount) > Number(one.recovered.amount)
  return (
    <Flex vertical gap="middle">
      <Facts one={one} />
      {one.status === 'requested' && <Alert type="info" showIcon title={t('writeOff.waits')} />}
      <Flex gap="small" wrap align="center">
        {edit && one.status === 'requested' && (
          <WithReason
            label={t('writeOff.withdraw')}
            consequence={t('writeOff.withdrawThen')}
            act={(reason) => withdrawWriteOff(id, reason)}
          />
        )}
        {recover && done && left && (
          <Button onClick={() => setDrawer('recovery')}>{t('recovery.record')}</Button>
        )}
        {edit && done && one.badDebtId === null && (
          <Button type="primary" onClick={() => setDrawer('lessons')}>
            {t('library.write')}
          </Button>
        )}
        {one.badDebtId !== null && <Link to={`/bad-debts/${one.badDebtId}`}>{t('library.read')}</Link>}
      </Flex>
      <WriteOffItems one={one} />
      <EvidencePanel
        of={{ subject: 'write-offs', id, customerCode: one.customerCode }}
        rows={one.evidence}
        edit={edit}
      />
      <RecoveryLines one={one} />
      {drawer === 'recovery' && <RecoveryDrawer one={one} onClose={() => setDrawer(null)} />}
      {drawer === 'lessons' && <PostMortemDrawer of={one} onClose={() => setDrawer(null)} />}
    </Flex>
  )
}

function Facts({ one }: { one: WriteOff }) {
  const { t } = useTranslation('recoveries')
  const nameOf = usePersonName()
  const text = useText()
  const items = [
    {
      key: 'customer',
      label: t('customer'),
      children: <Link to={`/customers/${encodeURIComponent(one.customerCode)}`}>{one.customerName}</Link>,
    },
    { key: 'number', label: t('number'), children: one.number },
    { key: 'status', label: t('status.title'), children: <WriteOffStatus status={one.status} /> },
    { key: 'amount', label: t('amount'), children: <Money value={one.amount} currency="sign" /> },
    { key: 'written', label: t('written'), children: <Money value={one.written} currency="sign" strong /> },
    { key: 'recovered', label: t('recovered'), children: <Money value={one.recovered} currency="sign" /> },
    { key: 'reason', label: t('writeOff.reason'), children: text(one.reason.name) },
    { key: 'rule', label: t('writeOff.rule'), children: text(one.rule.source) },
    { key: 'explanation', label: t('writeOff.explanation'), children: one.explanation },
    { key: 'by', label: t('requestedBy'), children: `${nameOf(one.requestedBy)} · ${one.requestedOn}` },
    {
      key: 'ended',
      label: t('decidedBy'),
      children:
        one.endedBy === null ? '–' : `${nameOf(one.endedBy)} · ${one.endedOn ?? ''} ${one.endReason ?? ''}`,
    },
    ...(one.handOver === null
      ? []
      : [
          {
            key: 'case',
            label: t('handOver.one'),
            children: <Link to={`/hand-overs/${one.handOver.id}`}>{one.handOver.number}</Link>,
          },
        ]),
    ...(one.approval === null
      ? []
      : [
          {
            key: 'approval',
            label: t('approval'),
            children: <Link to={`/approval-cases/${one.approval.id}`}>{one.approval.number}</Link>,
          },
        ]),
  ]
  return <Descriptions column={1} size="small" items={items} />
}
