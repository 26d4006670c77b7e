import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'

interface CasePanelProps<Row> {
  title: string
  found: UseQueryResult<Row[]>
  /** Where all cases of the kind are listed. */
  all: string
  columns: readonly StackingColumn<Row>[]
}

/** The cases of one kind about a customer, each a way to its page; one line when there is none. */
export function CasePanel<Row extends { id: string }>({ title, found, all, columns }: CasePanelProps<Row>) {
  const { t } = useTranslation('customers')
  const extra = <Link to={all}>{t('cases.all')}</Link>
  if (found.isSuccess && found.data.length > 0)
    return (
      <Panel title={title} extra={extra} flush>
        <StackingTable rows={found.data} rowKey={({ id }) => id} columns={columns} pageSize={10} flush />
      </Panel>
    )
  return (
    <Panel title={title} extra={extra}>
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <PanelSkeleton rows={1} />}
      {found.isSuccess && <span className="xh-quiet">{t('cases.none')}</span>}
    </Panel>
  )
}
