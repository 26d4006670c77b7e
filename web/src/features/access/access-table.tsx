import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'

interface AccessTableProps<Data, Row> {
  title: string
  extra?: ReactNode
  lead?: ReactNode
  result: UseQueryResult<Data>
  rowsOf: (data: Data) => readonly Row[]
  rowKey: (row: Row) => string
  columns: readonly StackingColumn<Row>[]
  empty: { title: string; hint?: string }
}

/** A list with its loading, error and empty states. */
export function AccessTable<Data, Row extends object>(props: AccessTableProps<Data, Row>) {
  const { title, extra, lead, result, rowsOf, rowKey, columns, empty } = props
  const content = () => {
    if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
    if (result.isPending) return <PanelSkeleton rows={6} />
    const rows = rowsOf(result.data)
    if (rows.length === 0) return <EmptyState {...empty} />
    return <StackingTable<Row> rowKey={rowKey} columns={columns} rows={rows} />
  }
  return (
    <Panel title={title} extra={extra}>
      {lead}
      {content()}
    </Panel>
  )
}
