import type { UseQueryResult } from '@tanstack/react-query'
import { Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'

interface AccessTableProps<Data, Row> {
  title: string
  extra?: ReactNode
  lead?: ReactNode
  result: UseQueryResult<Data>
  rowsOf: (data: Data) => readonly Row[]
  rowKey: (row: Row) => string
  columns: NonNullable<TableProps<Row>['columns']>
  empty: { title: string; hint?: string }
}

const pageSize = 50

/** A list with its loading, error and empty states. */
export function AccessTable<Data, Row extends object>(props: AccessTableProps<Data, Row>) {
  const { title, extra, lead, result, rowsOf, rowKey, columns, empty } = props
  const content = () => {
    if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
    if (result.isPending) return <PanelSkeleton rows={6} />
    const rows = rowsOf(result.data)
    if (rows.length === 0) return <EmptyState {...empty} />
    return (
      <Table<Row>
        size="small"
        rowKey={rowKey}
        columns={columns}
        dataSource={[...rows]}
        scroll={{ x: 'max-content' }}
        pagination={rows.length > pageSize ? { pageSize, showSizeChanger: false } : false}
      />
    )
  }
  return (
    <Panel title={title} extra={extra}>
      {lead}
      {content()}
    </Panel>
  )
}
