import { Button, Descriptions } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { StatusTag } from '../../ui/status-tag'
import { useKinds, type Message } from './channel-api'
import { tones } from './message-status'
import styles from './notifications.module.css'

/** What kinds are called; the daily digest is none of them. */
export function useMessageWords() {
  const { t } = useTranslation('notifications')
  const text = useText()
  const names = new Map<string, string>(
    (useKinds().data?.items ?? []).map(({ kind, name }) => [kind, text(name)]),
  )
  const ofMails: Readonly<Record<string, string>> = {
    digest: t('log.digest'),
    password_reset: t('log.passwordReset'),
    password_changed: t('log.passwordChanged'),
  }
  return { kindName: (kind: string) => ofMails[kind] ?? names.get(kind) ?? kind }
}

/** One message of the outbox: to whom, in which words, and what became of each attempt. */
export function MessageDetail({ message, onResend }: { message: Message; onResend: () => void }) {
  const { t } = useTranslation('notifications')
  const text = useText()
  const { kindName } = useMessageWords()
  const rows: readonly [string, ReactNode][] = [
    [t('state'), <StatusTag tone={tones[message.status]}>{t(`message.${message.status}`)}</StatusTag>],
    [t('log.kind'), kindName(message.kind)],
    [t('log.channel'), t(`channel.${message.channel}`)],
    [t('log.target'), [message.target, message.recipient].filter(Boolean).join(' · ')],
    [t('log.at'), <Instant value={message.createdAt} />],
    [t('log.attempts'), message.attempts],
    [t('log.next'), <Instant value={message.nextAttemptAt} />],
    [t('log.delivered'), <Instant value={message.deliveredAt} />],
    [t('log.code'), message.code ?? '–'],
    [t('log.error'), message.error === null ? '–' : text(message.error)],
    [t('log.id'), <code>{message.id}</code>],
  ]
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        bordered
        items={rows.map(([label, children]) => ({ key: label, label, children }))}
      />
      {message.status === 'failed' && (
        <p>
          <Button onClick={onResend}>{t('log.resend')}</Button>
        </p>
      )}
      <h3>{t('log.sent')}</h3>
      {message.title === null ? (
        <p className="xh-quiet">{t('log.nothingSent')}</p>
      ) : (
        <div className={styles.preview}>
          <strong>{message.title}</strong>
          <p>{message.body}</p>
        </div>
      )}
    </>
  )
}
