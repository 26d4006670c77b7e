import { BellOutlined } from '@ant-design/icons'
import { App, Badge, Button, Popover } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useText } from '../../i18n/use-text'
import { newestUnread, useInboxState } from './api'
import { NoticePanel } from './notice-panel'
import { useLive } from './use-live'

const toastSeconds = 6
const toastsMax = 2

/** The bell of the header: how many are unread, the latest of them, and a short message when something new comes. */
export function Bell() {
  const { t } = useTranslation('notifications')
  const text = useText()
  const navigate = useNavigate()
  const { notification } = App.useApp()
  const [open, setOpen] = useState(false)
  const state = useInboxState()
  const unread = state.data?.unread ?? 0
  const announce = useCallback(async () => {
    const { items } = await newestUnread(toastsMax).catch(() => ({ items: [] }))
    for (const notice of items) {
      const { link } = notice
      notification.info({
        key: notice.id,
        title: text(notice.title),
        description: text(notice.body),
        placement: 'bottomRight',
        duration: toastSeconds,
        ...(link === null ? {} : { onClick: () => void navigate(link) }),
      })
    }
  }, [notification, text, navigate])
  useLive(useCallback(() => void announce(), [announce]))
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      content={<NoticePanel onClose={() => setOpen(false)} />}
    >
      <Button
        type="text"
        aria-label={unread === 0 ? t('bell') : t('bellUnread', { count: unread })}
        aria-expanded={open}
        icon={
          <Badge count={unread} size="small" overflowCount={99} offset={[13, 0]}>
            <BellOutlined aria-hidden />
          </Badge>
        }
      />
    </Popover>
  )
}
