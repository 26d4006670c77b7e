import { PlayCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { isBusy, startTraining, useForecastTrainings, useModelStep } from './api'
import { CheckPanel } from './check-panel'
import { ModelsTable } from './models-table'
import styles from './payment-forecast.module.css'
import { TrainingPanel } from './training-panel'

/** The models behind the payment forecast: training, verdicts, approval, use, and how forecasts held. */
export function Component() {
  const { t } = useTranslation('cash')
  const user = useUser()
  const trainings = useForecastTrainings()
  const start = useModelStep(() => startTraining())
  const busy = trainings.data?.items.some(({ status }) => isBusy(status)) ?? false
  return (
    <>
      <PageHeader
        title={t('model.title')}
        detail={<Link to="/cash-forecast">{t('item.back')}</Link>}
        actions={
          user.can('models:write') && (
            <Button
              type="primary"
              icon={<PlayCircleOutlined />}
              disabled={busy}
              loading={start.isPending}
              onClick={() => start.mutate(undefined)}
            >
              {t('model.train')}
            </Button>
          )
        }
      />
      <div className={styles.stack}>
        <ProblemAlert error={start.error} />
        <TrainingPanel />
        <Panel title={t('model.list')} extra={t('model.listNote')} flush>
          <ModelsTable />
        </Panel>
        <CheckPanel />
      </div>
    </>
  )
}
