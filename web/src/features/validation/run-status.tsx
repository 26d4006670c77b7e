import { Alert, Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText, type BilingualText } from '../../i18n/use-text'
import { StatusTag, type Tone } from '../../ui/status-tag'

type Status = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

const tones: Readonly<Record<Status, Tone>> = {
  queued: 'info',
  running: 'info',
  done: 'good',
  failed: 'danger',
  cancelled: 'neutral',
}

export function RunStatus({ status }: { status: Status }) {
  const { t } = useTranslation('validation')
  return <StatusTag tone={tones[status]}>{t(`run.status.${status}`)}</StatusTag>
}

interface RunProgressProps {
  run: { status: Status; done: number; total: number | null; failure: BilingualText | null }
  onCancel?: (() => void) | undefined
}

/** How far a run is while it works, and why it ended without a result. */
export function RunProgress({ run, onCancel }: RunProgressProps) {
  const { t } = useTranslation('validation')
  const textOf = useText()
  const { status, done, total, failure } = run
  if (failure !== null) {
    return <Alert type="error" showIcon title={t('run.failed')} description={textOf(failure)} />
  }
  if (status === 'cancelled') return <p className="xh-quiet">{t('run.cancelled')}</p>
  return (
    <>
      <Progress
        percent={total === null || total === 0 ? 0 : Math.floor((100 * done) / total)}
        status="active"
        aria-label={t('run.progress')}
      />
      <p className="xh-quiet">{t('run.mayLeave')}</p>
      {onCancel !== undefined && <Button onClick={onCancel}>{t('run.cancel')}</Button>}
    </>
  )
}
