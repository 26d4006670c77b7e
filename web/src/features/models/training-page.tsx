import { Alert, Button, Progress } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { cancelTraining, isBusy, useModelsChanged, useTraining, type Training } from './api'
import { TrainingStatus } from './trainings-panel'
import styles from './models.module.css'

function Running({ training }: { training: Training }) {
  const { t } = useTranslation('models')
  const user = useUser()
  const changed = useModelsChanged()
  const cancel = useMutation({ mutationFn: () => cancelTraining(training.id), onSuccess: changed })
  const { done, total } = training
  return (
    <>
      <Progress
        percent={total === null || total === 0 ? 0 : Math.floor((100 * done) / total)}
        status="active"
        aria-label={t('training.progress')}
      />
      <p className="xh-quiet">{t('training.mayLeave')}</p>
      {user.can('models:write') && (
        <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('action.cancelTraining')}
        </Button>
      )}
      <ProblemAlert error={cancel.error} />
    </>
  )
}

function Outcome({ training }: { training: Training }) {
  const { t } = useTranslation('models')
  const textOf = useText()
  if (isBusy(training.status)) return <Running training={training} />
  if (training.failure !== null) {
    return <Alert type="error" showIcon title={t('training.failed')} description={textOf(training.failure)} />
  }
  if (training.modelId === null) return <p>{t('training.cancelled')}</p>
  return <Link to={`/models/${training.modelId}`}>{t('training.open')}</Link>
}

/** One training while it works; goes on to the model when it is done. */
export function Component() {
  const { t } = useTranslation('models')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const changed = useModelsChanged()
  const training = useTraining(id)
  const modelId = training.data?.modelId
  useEffect(() => {
    if (modelId == null) return
    void changed()
    void navigate(`/models/${modelId}`, { replace: true })
    // Only when the model appears.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [modelId])
  if (training.isError) return <ErrorState error={training.error} onRetry={() => void training.refetch()} />
  if (training.isPending) return <PanelSkeleton rows={6} />
  return (
    <>
      <PageHeader
        title={training.data.name}
        detail={<TrainingStatus status={training.data.status} />}
        actions={
          <Link to="/models/new">
            <Button tabIndex={-1}>{t('action.train')}</Button>
          </Link>
        }
      />
      <Panel title={t('training.title')}>
        <div className={styles.stack}>
          <Outcome training={training.data} />
        </div>
      </Panel>
    </>
  )
}
