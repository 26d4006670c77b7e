import { Pagination, Table, type TableColumnType } from 'antd'
import { useState } from 'react'
import { contentOf, StackedRows, type StackingColumn } from './stacked-rows'
import styles from './stacking-table.module.css'
import { usePhone } from './use-phone'
import { useScrollFocus } from './use-scroll-focus'

interface StackingTableProps<Row> {
  rows: readonly Row[]
  rowKey: (row: Row) => string
  columns: readonly StackingColumn<Row>[]
  /** More rows than this are shown page by page. */
  pageSize?: number
  /** Inside a panel without inner padding: the blocks of a phone keep a distance from its edges. */
  flush?: boolean
}

const usualPageSize = 50

function toTableColumn<Row extends object>(column: StackingColumn<Row>): TableColumnType<Row> {
  const { stack: _, wrap, ...rest } = column
  if (wrap === undefined) return rest
  return {
    ...rest,
    render: (_value, row, index) => <div style={{ maxWidth: wrap }}>{contentOf(column, row, index)}</div>,
  }
}

/** A short table; on a phone each row is a block of its own. */
export function StackingTable<Row extends object>(props: StackingTableProps<Row>) {
  const { rows, rowKey, columns, pageSize = usualPageSize, flush = false } = props
  const phone = usePhone()
  const host = useScrollFocus()
  const [wanted, setPage] = useState(1)
  const paged = rows.length > pageSize
  if (!phone) {
    return (
      <div ref={host}>
        <Table<Row>
          size="small"
          rowKey={rowKey}
          columns={columns.map(toTableColumn)}
          dataSource={[...rows]}
          scroll={{ x: 'max-content' }}
          pagination={paged ? { pageSize, showSizeChanger: false } : false}
        />
      </div>
    )
  }
  const page = Math.min(wanted, Math.ceil(rows.length / pageSize))
  const shown = paged ? rows.slice((page - 1) * pageSize, page * pageSize) : rows
  return (
    <div className={flush ? styles.inset : undefined}>
      <StackedRows rows={shown} rowKey={rowKey} columns={columns} />
      {paged && (
        <div className={styles.pages}>
          <Pagination simple current={page} pageSize={pageSize} total={rows.length} onChange={setPage} />
        </div>
      )}
    </div>
  )
}
