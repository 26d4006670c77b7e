import { Button, Progress } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { cancelTraining, isBusy, useForecastTrainings, useModelStep, type ForecastTraining } from './api'
import styles from './payment-forecast.module.css'

const tones: Readonly<Record<ForecastTraining['status'], Tone>> = {
  queued: 'info',
  running: 'info',
  done: 'good',
  failed: 'danger',
  cancelled: 'neutral',
}

/** The newest training: how far it is, or how it ended. */
export function TrainingPanel() {
  const { t } = useTranslation('cash')
  const textOf = useText()
  const user = useUser()
  const client = useQueryClient()
  const cancel = useModelStep(cancelTraining)
  const newest = useForecastTrainings().data?.items[0]
  const modelId = newest?.modelId
  useEffect(() => {
    if (modelId != null) void client.invalidateQueries({ queryKey: ['forecast-models'] })
  }, [client, modelId])
  if (newest === undefined) return null
  const { done, total } = newest
  return (
    <Panel title={t('training.title')}>
      <div className={styles.stack}>
        <div>
          <StatusTag tone={tones[newest.status]}>{t(`training.status.${newest.status}`)}</StatusTag>{' '}
          <Person username={newest.requestedBy} /> <Instant value={newest.requestedAt} />
        </div>
        {isBusy(newest.status) && (
          <Progress
            percent={total === null || total === 0 ? 0 : Math.floor((100 * done) / total)}
            status="active"
            aria-label={t('training.progress')}
          />
        )}
        {newest.failure !== null && <p>{textOf(newest.failure)}</p>}
        {isBusy(newest.status) && user.can('models:write') && (
          <div className={styles.actions}>
            <Button loading={cancel.isPending} onClick={() => cancel.mutate(newest.id)}>
              {t('training.cancel')}
            </Button>
          </div>
        )}
        <ProblemAlert error={cancel.error} />
      </div>
    </Panel>
  )
}
