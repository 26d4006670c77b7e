import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import type { Model, Report } from './api'
import { useFeatureName } from './feature-name'

type DroppedColumn = Report['dropped'][number]

/** Every column that is not in the model, with the reason and the figure that decided. */
export function Dropped({ model, report }: { model: Model; report: Report }) {
  const { t } = useTranslation('models')
  const nameOf = useFeatureName(model)
  if (report.dropped.length === 0) return null
  const figureOf = ({ detail }: DroppedColumn) =>
    Object.values(detail)
      .map((value) => (typeof value === 'number' ? value.toFixed(3) : nameOf(value)))
      .join(' · ')
  const columns: readonly StackingColumn<DroppedColumn>[] = [
    { key: 'feature', title: t('column.feature'), render: (_, one) => nameOf(one.feature) },
    { key: 'reason', title: t('column.reason'), render: (_, one) => t(`drop.${one.reason as 'low_iv'}`) },
    {
      key: 'figure',
      title: t('column.figure'),
      align: 'end',
      render: (_, one) => <span className="xh-numeric">{figureOf(one)}</span>,
    },
  ]
  return (
    <Panel title={t('variables.dropped')} flush>
      <StackingTable
        flush
        rows={report.dropped}
        rowKey={({ feature }) => feature}
        columns={columns}
        pageSize={15}
      />
    </Panel>
  )
}
