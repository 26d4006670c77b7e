import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { Message } from './strategy-api'

const tones: Readonly<Record<Message['status'], Tone>> = {
  to_approve: 'warn',
  to_print: 'info',
  pending: 'info',
  sending: 'info',
  sent: 'good',
  delivered: 'good',
  failed: 'danger',
  bounced: 'danger',
  unclear: 'warn',
  withdrawn: 'neutral',
  rejected: 'neutral',
}

/** How a message stands. */
export function MessageStatus({ status }: { status: Message['status'] }) {
  const { t } = useTranslation('strategies')
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>
}
