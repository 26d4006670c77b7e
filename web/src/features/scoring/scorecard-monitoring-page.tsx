import { useTranslation } from 'react-i18next'
import { MonitoringPanel } from '../../ui/monitoring/monitoring-panel'
import { PageHeader } from '../../ui/page-header'
import { ScorecardTabs } from './scorecard-tabs'

/** How the scorecard in force is watched: stability, missing values, ranking, overrides. */
export function Component() {
  const { t } = useTranslation('scoring')
  return (
    <>
      <PageHeader title={t('tabs.monitoringTitle')} detail={t('tabs.monitoringDetail')} />
      <ScorecardTabs />
      <MonitoringPanel id="scorecard" />
    </>
  )
}
