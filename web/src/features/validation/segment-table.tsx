import { useTranslation } from 'react-i18next'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import type { BackTestResult } from './api'
import { range, share, withError } from './figures'

type Segment = BackTestResult['segments']['industry'][number]

/** The same figures for parts of the book. */
export function SegmentTable({ segments }: { segments: readonly Segment[] }) {
  const { t } = useTranslation('validation')
  const columns: readonly StackingColumn<Segment>[] = [
    { key: 'name', title: t('column.segment'), render: (_, { name }) => name ?? t('backTest.others') },
    { key: 'cases', title: t('column.cases'), align: 'end', dataIndex: 'cases' },
    { key: 'bad', title: t('column.bad'), align: 'end', dataIndex: 'bad' },
    { key: 'rate', title: t('column.rate'), align: 'end', render: (_, one) => share(one.rate) },
    { key: 'interval', title: t('column.interval'), align: 'end', render: (_, one) => range(one.interval) },
    {
      key: 'auc',
      title: 'AUC',
      align: 'end',
      render: (_, one) => withError(one.auc, one.aucStandardError),
    },
  ]
  return <StackingTable flush rows={segments} rowKey={({ name }) => name ?? ''} columns={columns} />
}
