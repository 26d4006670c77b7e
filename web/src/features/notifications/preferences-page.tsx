import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { InboxTabs } from './inbox-tabs'
import { usePreferences } from './preferences-api'
import { PreferencesForm } from './preferences-form'

/** What one wants to be told, how, and when not. */
export function Component() {
  const { t } = useTranslation('notifications')
  const preferences = usePreferences()
  const content = () => {
    if (preferences.isError)
      return <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} />
    if (preferences.isPending) return <PanelSkeleton rows={12} />
    return <PreferencesForm preferences={preferences.data} />
  }
  return (
    <>
      <PageHeader title={t('title')} detail={t('preferences.detail')} />
      <InboxTabs />
      {content()}
    </>
  )
}
