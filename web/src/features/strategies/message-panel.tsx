import { useQueryClient } from '@tanstack/react-query'
import { Button, Descriptions, Flex, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { MessageStatus } from './message-status'
import { decideMessage, lettersFile, useMessage, type MessageAct } from './strategy-api'
import styles from './strategies.module.css'

interface MessagePanelProps {
  id: string
  onDone: () => void
}

/** One message: to whom, what it says, what became of it, and what can be decided about it. */
export function MessagePanel({ id, onDone }: MessagePanelProps) {
  const { t } = useTranslation('strategies')
  const textOf = useText()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const message = useMessage(id)
  const decide = useMutation({
    mutationFn: (act: MessageAct) => decideMessage(id, act, reason.trim()),
    onSuccess: async () => {
      setReason('')
      await queries.invalidateQueries({ queryKey: ['dunning-message', id] })
      onDone()
    },
  })
  if (message.isError) return <ErrorState error={message.error} onRetry={() => void message.refetch()} />
  if (message.isPending) return <PanelSkeleton rows={8} />
  const { customerCode, customerName, status, recipient, sentAt, error, title, body, channel, allowed } =
    message.data
  const { decidedBy, decidedAt, decisionReason, arrivedAt, openedAt } = message.data
  const row = (key: string, label: string, children: React.ReactNode) => ({ key, label, children })
  return (
    <Flex vertical gap="middle">
      <Descriptions
        column={1}
        size="small"
        items={[
          row(
            'customer',
            t('contact.customer'),
            <Link to={`/customers/${encodeURIComponent(customerCode)}`}>{customerName}</Link>,
          ),
          row('status', t('contact.status'), <MessageStatus status={status} />),
          row('to', t('message.recipient'), recipient ?? '–'),
          ...(sentAt === null ? [] : [row('sent', t('message.sentAt'), <Instant value={sentAt} />)]),
          ...(arrivedAt === null
            ? []
            : [row('arrived', t('message.arrivedAt'), <Instant value={arrivedAt} />)]),
          ...(openedAt === null ? [] : [row('opened', t('message.openedAt'), <Instant value={openedAt} />)]),
          ...(error === null ? [] : [row('error', t('message.error'), textOf(error))]),
          ...(decidedBy === null || decidedAt === null
            ? []
            : [
                row(
                  'decided',
                  t('message.decided'),
                  <>
                    <Person username={decidedBy} /> <Instant value={decidedAt} /> {decisionReason}
                  </>,
                ),
              ]),
        ]}
      />
      <strong>{title}</strong>
      <p className={styles.letter}>{body}</p>
      {channel === 'letter' && <a href={lettersFile({ messageId: id })}>{t('message.letter')}</a>}
      {allowed.length > 0 && (
        <>
          <Input
            value={reason}
            maxLength={1000}
            placeholder={t('message.reason')}
            aria-label={t('message.reason')}
            onChange={({ target }) => setReason(target.value)}
          />
          <ProblemAlert error={decide.error} />
          <Flex gap="small" wrap>
            {allowed.map((act, index) => (
              <Button
                key={act}
                {...(index === 0 ? { type: 'primary' as const } : {})}
                loading={decide.isPending && decide.variables === act}
                onClick={() => decide.mutate(act)}
              >
                {t(`act.${act}`)}
              </Button>
            ))}
          </Flex>
        </>
      )}
    </Flex>
  )
}
