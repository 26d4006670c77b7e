import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
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
  return (
    <Panel title={title} extra={<Link to={all}>{t('cases.all')}</Link>} flush>
      <Body found={found} columns={columns} none={t('cases.none')} />
    </Panel>
  )
}

function Body<Row extends { id: string }>(
  props: Pick<CasePanelProps<Row>, 'found' | 'columns'> & { none: ReactNode },
) {
  const { found, columns, none } = props
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={2} />
  if (found.data.length === 0) return <p className="xh-quiet">{none}</p>
  return <StackingTable rows={found.data} rowKey={({ id }) => id} columns={columns} pageSize={10} flush />
}
