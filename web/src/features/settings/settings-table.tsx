import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'

interface SettingsTableProps<Row> {
  title: string
  extra?: ReactNode
  result: UseQueryResult<{ items: readonly Row[] }>
  rowKey: (row: Row) => string
  columns: readonly StackingColumn<Row>[]
  empty: { title: string; hint?: string }
}

/** A short list of settings with its loading, error and empty states. */
export function SettingsTable<Row extends object>(props: SettingsTableProps<Row>) {
  const { title, extra, result, rowKey, columns, empty } = props
  const content = () => {
    if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
    if (result.isPending) return <PanelSkeleton rows={6} />
    if (result.data.items.length === 0) return <EmptyState {...empty} />
    return <StackingTable<Row> rowKey={rowKey} columns={columns} rows={result.data.items} />
  }
  return (
    <Panel title={title} extra={extra}>
      {content()}
    </Panel>
  )
}
