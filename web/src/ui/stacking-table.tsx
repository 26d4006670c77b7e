import { Table, type TableColumnType, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import styles from './stacking-table.module.css'
import { usePhone } from './use-phone'

interface StackingTableProps<Row> {
  rows: readonly Row[]
  rowKey: (row: Row) => string
  columns: readonly TableColumnType<Row>[]
  pagination?: TableProps<Row>['pagination']
}

function contentOf<Row extends object>(column: TableColumnType<Row>, row: Row, index: number): ReactNode {
  const { dataIndex, render } = column
  const value: unknown = typeof dataIndex === 'string' ? Reflect.get(row, dataIndex) : undefined
  return render === undefined ? (value as ReactNode) : (render(value, row, index) as ReactNode)
}

/** A short table; on a phone each row is a block of its own, so that nothing has to be scrolled sideways. */
export function StackingTable<Row extends object>(props: StackingTableProps<Row>) {
  const { rows, rowKey, columns, pagination = false } = props
  const phone = usePhone()
  if (!phone) {
    return (
      <Table<Row>
        size="small"
        rowKey={rowKey}
        columns={[...columns]}
        dataSource={[...rows]}
        scroll={{ x: 'max-content' }}
        pagination={pagination}
      />
    )
  }
  return (
    <ul className={styles.blocks}>
      {rows.map((row, index) => (
        <li key={rowKey(row)} className={styles.block}>
          {columns.map((column, place) => (
            <div key={column.key ?? place} className={styles.line}>
              {typeof column.title === 'string' && column.title !== '' && (
                <span className={styles.label}>{column.title}</span>
              )}
              <span className={styles.value}>{contentOf(column, row, index)}</span>
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}
