import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useMarkRead, useNotices, type Notice } from './api'
import styles from './notifications.module.css'

function NoticeRow({ notice, onPick }: { notice: Notice; onPick: (notice: Notice) => void }) {
  const text = useText()
  const { t } = useTranslation('notifications')
  return (
    <li>
      <button
        type="button"
        className={styles.notice}
        data-unread={notice.readAt === null || undefined}
        onClick={() => onPick(notice)}
      >
        <span className={styles.title}>
          {text(notice.title)}
          {notice.readAt === null && <span className="xh-visually-hidden">{t('unread')}</span>}
        </span>
        <span className={styles.body}>{text(notice.body)}</span>
        <span className={styles.time}>
          <Instant value={notice.createdAt} />
        </span>
      </button>
    </li>
  )
}

/** The latest notifications; opening one leads to what it is about and marks it as read. */
export function NoticePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('notifications')
  const navigate = useNavigate()
  const notices = useNotices()
  const mark = useMarkRead()
  const pick = ({ id, link, readAt }: Notice) => {
    if (readAt === null) mark.mutate({ ids: [id] })
    if (link === null) return
    onClose()
    void navigate(link)
  }
  const content = () => {
    if (notices.isError) return <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />
    if (notices.isPending) return <PanelSkeleton rows={4} />
    const { items } = notices.data
    if (items.length === 0) return <EmptyState title={t('emptyTitle')} hint={t('emptyHint')} />
    return (
      <ul className={styles.list}>
        {items.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} onPick={pick} />
        ))}
      </ul>
    )
  }
  const newest = notices.data?.items[0]?.seq
  const anyUnread = notices.data?.items.some(({ readAt }) => readAt === null) ?? false
  return (
    <section className={styles.panel} aria-label={t('title')}>
      <header className={styles.head}>
        <strong>{t('title')}</strong>
        {newest !== undefined && anyUnread && (
          <Button
            size="small"
            type="link"
            loading={mark.isPending}
            onClick={() => mark.mutate({ upTo: newest })}
          >
            {t('readAll')}
          </Button>
        )}
      </header>
      {content()}
      <Link className={styles.all ?? ''} to="/notifications" onClick={onClose}>
        {t('all')}
      </Link>
    </section>
  )
}
