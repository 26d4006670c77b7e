import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import type { Report } from './api'
import { rate, share } from './figures'

type Segmented = NonNullable<Report['segments']>
type Segment = Segmented['figures'][number]

/** How good the model is for each segment by itself. */
export function Segments({ segments }: { segments: Segmented }) {
  const { t } = useTranslation('models')
  const number = (text: string) => <span className="xh-numeric">{text}</span>
  const columns: readonly StackingColumn<Segment>[] = [
    {
      key: 'segment',
      title: segments.column,
      render: (_, one) => one.segment ?? t('segment.rest'),
    },
    { key: 'n', title: t('column.cases'), align: 'end', render: (_, one) => number(String(one.n)) },
    {
      key: 'badRate',
      title: t('axis.badRate'),
      align: 'end',
      render: (_, one) => number(share(one.badRate)),
    },
    { key: 'meanPd', title: t('axis.foretold'), align: 'end', render: (_, one) => number(share(one.meanPd)) },
    {
      key: 'auc',
      title: t('column.auc'),
      align: 'end',
      render: (_, one) =>
        number(
          one.aucStandardError === null
            ? rate(one.auc)
            : `${rate(one.auc)} ± ${one.aucStandardError.toFixed(3)}`,
        ),
    },
  ]
  return (
    <Panel title={t('segment.title')} flush>
      <StackingTable
        flush
        rows={segments.figures}
        rowKey={({ segment }) => segment ?? '\u0000'}
        columns={columns}
      />
    </Panel>
  )
}
