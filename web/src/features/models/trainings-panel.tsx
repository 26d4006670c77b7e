import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { useTrainings, type Training } from './api'

const tones: Readonly<Record<Training['status'], Tone>> = {
  queued: 'info',
  running: 'info',
  done: 'good',
  failed: 'danger',
  cancelled: 'neutral',
}

export function TrainingStatus({ status }: { status: Training['status'] }) {
  const { t } = useTranslation('models')
  return <StatusTag tone={tones[status]}>{t(`training.status.${status}`)}</StatusTag>
}

/** The latest trainings: what works now, what failed and why. */
export function TrainingsPanel() {
  const { t } = useTranslation('models')
  const textOf = useText()
  const trainings = useTrainings()
  const items = trainings.data?.items.slice(0, 10) ?? []
  if (items.length === 0) return null
  const columns: readonly StackingColumn<Training>[] = [
    {
      key: 'name',
      title: t('column.name'),
      render: (_, one) => <Link to={`/models/trainings/${one.id}`}>{one.name}</Link>,
    },
    {
      key: 'status',
      title: t('column.status'),
      render: (_, one) => <TrainingStatus status={one.status} />,
    },
    {
      key: 'outcome',
      title: t('column.outcome'),
      render: (_, one) => {
        if (one.failure !== null) return textOf(one.failure)
        if (one.modelId === null) return <span className="xh-quiet">–</span>
        return <Link to={`/models/${one.modelId}`}>{t('version', { version: one.version ?? 1 })}</Link>
      },
    },
    { key: 'dataset', title: t('column.dataset'), render: (_, one) => one.datasetName },
    { key: 'by', title: t('column.createdBy'), render: (_, one) => <Person username={one.requestedBy} /> },
    { key: 'at', title: t('column.createdAt'), render: (_, one) => <Instant value={one.requestedAt} /> },
  ]
  return (
    <Panel title={t('training.latest')} flush>
      <StackingTable flush rows={items} rowKey={({ id }) => id} columns={columns} />
    </Panel>
  )
}
