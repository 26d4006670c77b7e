import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { usePayers } from './api'

/** How many customers pay in which way, and by which rule that is said. */
export function PayerCounts() {
  const { t } = useTranslation('cash')
  const textOf = useText()
  const rules = usePayers().data?.rules ?? []
  type Row = (typeof rules)[number]
  const columns: readonly StackingColumn<Row>[] = [
    { key: 'segment', title: t('payer.segment'), render: (_, row) => t(`payer.${row.segment}`) },
    { key: 'rule', title: t('payer.rule'), render: (_, row) => textOf(row.rule) },
    {
      key: 'customers',
      title: t('payer.customers'),
      align: 'end',
      render: (_, row) => <span className="xh-numeric">{row.customers}</span>,
    },
  ]
  return (
    <Panel title={t('payer.title')} extra={t('payer.note')} flush>
      <StackingTable flush rows={rules} rowKey={({ segment }) => segment} columns={columns} />
    </Panel>
  )
}
