import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Descriptions, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ConfirmAction } from '../../ui/confirm-action'
import { Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { actOnStatement, useStatementDetail, type StatementDetail } from './api'
import { StatementDisputes } from './statement-disputes'
import { StatementStatus } from './statement-status'

/** One statement: where it stands, who answered, which lines are disputed, and what was sent as proof. */
export function StatementPanel({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation('statements')
  const textOf = useText()
  const detail = useStatementDetail(id)
  const act = useMutation({
    mutationFn: (what: 'resend' | 'withdraw') => actOnStatement(id, what),
    onSuccess: onDone,
  })
  if (detail.isError) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
  if (detail.isPending) return <PanelSkeleton rows={8} />
  const row = detail.data
  return (
    <Flex vertical gap="middle">
      <Facts row={row} />
      {row.failure !== null && <Alert type="error" showIcon title={textOf(row.failure)} />}
      {row.comment !== null && <Alert type="info" showIcon title={row.comment} />}
      <StatementDisputes row={row} />
      {row.files.length > 0 && (
        <Panel title={t('files')}>
          <Flex vertical gap="small">
            {row.files.map((file) => (
              <a key={file.id} href={`/api/v1/statements/${id}/files/${file.id}`} download>
                {file.name}
              </a>
            ))}
          </Flex>
        </Panel>
      )}
      <ProblemAlert error={act.error} />
      <Flex gap="small" wrap>
        {row.contentHash !== null && (
          <Button icon={<DownloadOutlined />} href={`/api/v1/statements/${id}.pdf`} download>
            {t('paper')}
          </Button>
        )}
        {row.allowed.includes('resend') && (
          <Button loading={act.isPending} onClick={() => act.mutate('resend')}>
            {t('resend')}
          </Button>
        )}
        {row.allowed.includes('withdraw') && (
          <ConfirmAction
            danger
            label={t('withdraw')}
            question={t('withdrawAsk')}
            consequence={t('withdrawThen')}
            onConfirm={() => act.mutateAsync('withdraw')}
          />
        )}
      </Flex>
    </Flex>
  )
}

function Facts({ row }: { row: StatementDetail }) {
  const { t } = useTranslation('statements')
  const items = [
    {
      key: 'customer',
      label: t('customer'),
      children: <Link to={`/customers/${encodeURIComponent(row.customerCode)}`}>{row.customerName}</Link>,
    },
    { key: 'status', label: t('status.title'), children: <StatementStatus row={row} /> },
    { key: 'period', label: t('period'), children: `${row.from} – ${row.asOf}` },
    { key: 'to', label: t('recipient'), children: row.recipient ?? t('byHand') },
    { key: 'sent', label: t('sentAt'), children: <Instant value={row.sentAt} /> },
    { key: 'opened', label: t('openedAt'), children: <Instant value={row.openedAt} /> },
    { key: 'expires', label: t('expiresAt'), children: <Instant value={row.expiresAt} /> },
    {
      key: 'answered',
      label: t('answeredBy'),
      children:
        row.answeredBy === null ? (
          '–'
        ) : (
          <>
            {row.answeredBy} {row.answeredRole} <Instant value={row.answeredAt} />
          </>
        ),
    },
  ]
  return <Descriptions column={1} size="small" items={items} />
}
