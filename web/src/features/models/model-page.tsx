import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { ErrorState } from '../../ui/error-state'
import { MonitoringPanel } from '../../ui/monitoring/monitoring-panel'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { TabLinks } from '../../ui/tab-links'
import { useModel, type Model } from './api'
import { EventsTab } from './events-tab'
import { ModelActions } from './model-actions'
import { ModelStatus } from './model-status'
import styles from './models.module.css'
import { RecipeTab } from './recipe-tab'
import { ReportTab } from './report-tab'
import { UseTab } from './use-tab'
import { VariablesTab } from './variables-tab'
import { Verdict } from './verdict'

const tabs = ['report', 'variables', 'use', 'monitoring', 'recipe', 'events'] as const
type Tab = (typeof tabs)[number]

function TabBody({ tab, model }: { tab: Tab; model: Model }) {
  const { t } = useTranslation('models')
  if (tab === 'monitoring') {
    if (!model.scoresCustomers) return <p className="xh-quiet">{t('monitoring.notOnBook')}</p>
    return <MonitoringPanel id={model.id} />
  }
  if (tab === 'recipe') return <RecipeTab model={model} />
  if (tab === 'events') return <EventsTab model={model} />
  if (model.report === null) return <p className="xh-quiet">{t('report.none')}</p>
  const parts = { model, report: model.report }
  if (tab === 'variables') return <VariablesTab {...parts} />
  if (tab === 'use') return <UseTab {...parts} />
  return <ReportTab {...parts} />
}

function Loaded({ model }: { model: Model }) {
  const { t } = useTranslation('models')
  const { tab } = useParams()
  const shown = tabs.find((one) => one === tab) ?? 'report'
  const base = `/models/${model.id}`
  return (
    <>
      <PageHeader
        title={`${model.name} ${t('version', { version: model.version })}`}
        detail={
          <>
            <ModelStatus model={model} />
            <span>{t(`method.${model.method}`)}</span>
            {model.source === 'onnx' && <span>{t('fromOnnx')}</span>}
            <span>{model.code}</span>
          </>
        }
        actions={<ModelActions model={model} />}
      />
      <Verdict model={model} />
      <TabLinks
        label={t('tabs')}
        items={tabs.map((one) => ({
          to: one === 'report' ? base : `${base}/${one}`,
          label: t(`tab.${one}`),
          end: true,
        }))}
      />
      <div className={styles.stack}>
        <TabBody tab={shown} model={model} />
      </div>
    </>
  )
}

/** One model: is it good, and may it decide. */
export function Component() {
  const { id = '' } = useParams()
  const model = useModel(id)
  if (model.isError) return <ErrorState error={model.error} onRetry={() => void model.refetch()} />
  if (model.isPending) return <PanelSkeleton rows={14} />
  return <Loaded key={id} model={model.data} />
}
