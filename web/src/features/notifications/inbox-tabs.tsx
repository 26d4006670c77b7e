import { useTranslation } from 'react-i18next'
import { TabLinks } from '../../ui/tab-links'

/** One's notifications, and what one wants to be told. */
export function InboxTabs() {
  const { t } = useTranslation('notifications')
  return (
    <TabLinks
      label={t('title')}
      items={[
        { to: '/notifications', label: t('inbox.title'), end: true },
        { to: '/notifications/preferences', label: t('preferences.title') },
      ]}
    />
  )
}
