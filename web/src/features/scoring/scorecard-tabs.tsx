import { useTranslation } from 'react-i18next'
import { TabLinks } from '../../ui/tab-links'

/** The scorecard itself, and how it is watched. */
export function ScorecardTabs() {
  const { t } = useTranslation('scoring')
  return (
    <TabLinks
      label={t('tabs.label')}
      items={[
        { to: '/scorecard', label: t('tabs.card'), end: true },
        { to: '/scorecard/monitoring', label: t('tabs.monitoring') },
        { to: '/scorecard/refits', label: t('tabs.refits') },
      ]}
    />
  )
}
