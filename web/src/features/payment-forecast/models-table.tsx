import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Day, Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { useForecastModels, type ForecastModel } from './api'
import { NoteDialog, type ModelStep } from './note-dialog'
import styles from './payment-forecast.module.css'

const tones: Readonly<Record<ForecastModel['status'], Tone>> = {
  candidate: 'info',
  'in-use': 'good',
  retired: 'neutral',
}

function figure(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits)
}

/** A figure of the model, and that of the histories alone beside it. */
function Against({
  model,
  baseline,
  digits,
}: {
  model: number | null
  baseline: number | null
  digits: number
}) {
  return (
    <span className="xh-numeric">
      {figure(model, digits)} <span className="xh-quiet">/ {figure(baseline, digits)}</span>
    </span>
  )
}

function useColumns(
  onStep: (model: ForecastModel, step: ModelStep) => void,
): readonly StackingColumn<ForecastModel>[] {
  const { t } = useTranslation('cash')
  const against = (
    key: 'mae' | 'auc' | 'wape' | 'coverage',
    digits: number,
  ): StackingColumn<ForecastModel> => ({
    key,
    title: t(`model.column.${key}`),
    align: 'end',
    render: (_, { verdict }) => (
      <Against model={verdict.model[key]} baseline={verdict.baseline[key]} digits={digits} />
    ),
  })
  return [
    { key: 'version', title: t('model.column.version'), render: (_, model) => model.version },
    {
      key: 'status',
      title: t('model.column.status'),
      render: (_, model) => (
        <>
          <StatusTag tone={tones[model.status]}>{t(`model.status.${model.status}`)}</StatusTag>
          {model.askedBy !== null && <StatusTag tone="info">{t('model.status.asked')}</StatusTag>}
        </>
      ),
    },
    {
      key: 'verdict',
      title: t('model.column.verdict'),
      render: (_, model) => t(`model.verdict.${model.verdict.code}`),
    },
    ...[against('mae', 1), against('auc', 3), against('wape', 3), against('coverage', 2)],
    { key: 'asOf', title: t('model.column.asOf'), render: (_, model) => <Day value={model.asOf} /> },
    {
      key: 'trained',
      title: t('model.column.trained'),
      render: (_, model) => (
        <>
          {model.trainedBy} <Instant value={model.trainedAt} />
        </>
      ),
    },
    {
      key: 'actions',
      title: t('model.column.actions'),
      render: (_, model) => (
        <span className={styles.actions}>
          {model.may.submit && (
            <Button size="small" type="primary" onClick={() => onStep(model, 'submit')}>
              {t('model.submit.button')}
            </Button>
          )}
          {model.may.retire && (
            <Button size="small" onClick={() => onStep(model, 'retire')}>
              {t('model.retire.button')}
            </Button>
          )}
        </span>
      ),
    },
  ]
}

/** The trained forecasts with what the weeks held out said of them, and what may be done with each. */
export function ModelsTable() {
  const { t } = useTranslation('cash')
  const [step, setStep] = useState<{ model: ForecastModel; kind: ModelStep }>()
  const columns = useColumns((model, kind) => setStep({ model, kind }))
  const models = useForecastModels()
  if (models.isError) return <ErrorState error={models.error} onRetry={() => void models.refetch()} />
  if (models.isPending) return <PanelSkeleton rows={4} />
  if (models.data.items.length === 0)
    return <EmptyState title={t('model.emptyTitle')} hint={t('model.emptyHint')} />
  return (
    <>
      <StackingTable flush rows={models.data.items} rowKey={({ id }) => id} columns={columns} />
      {step !== undefined && (
        <NoteDialog model={step.model} step={step.kind} onClose={() => setStep(undefined)} />
      )}
    </>
  )
}
