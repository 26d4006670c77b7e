import type { TableColumnType } from 'antd'
import type { ReactNode } from 'react'
import styles from './stacked-rows.module.css'

/** A column of a short table, and where it stands when a row is a block on a phone. */
export interface StackingColumn<Row> extends TableColumnType<Row> {
  /**
   * Heading of the block, its right corner, a line with its label, the foot without one, or nowhere. Unless said
   * otherwise the first column is the heading, columns named action, actions or revoke are the foot, others lines.
   */
  stack?: 'title' | 'aside' | 'line' | 'foot' | 'none'
  /** Running text: on a table it breaks into lines no wider than so many pixels. */
  wrap?: number
}

interface StackedRowsProps<Row> {
  rows: readonly Row[]
  rowKey: (row: Row) => string
  columns: readonly StackingColumn<Row>[]
}

const footKeys = new Set<unknown>(['action', 'actions', 'revoke', 'resend'])

function placeOf<Row>({ stack, key }: StackingColumn<Row>, index: number) {
  return stack ?? (footKeys.has(key) ? 'foot' : index === 0 ? 'title' : 'line')
}

/** What a column says of a row. */
export function contentOf<Row extends object>(
  column: StackingColumn<Row>,
  row: Row,
  index: number,
): ReactNode {
  const { dataIndex, render } = column
  const value: unknown = typeof dataIndex === 'string' ? Reflect.get(row, dataIndex) : undefined
  return render === undefined ? (value as ReactNode) : (render(value, row, index) as ReactNode)
}

const isEmpty = (content: ReactNode): boolean =>
  content === null || content === undefined || content === false

/** The rows of a table on a phone: each a block of its own, so that nothing has to be scrolled sideways. */
export function StackedRows<Row extends object>({ rows, rowKey, columns }: StackedRowsProps<Row>) {
  const placed = columns.map((column, index) => ({ column, place: placeOf(column, index) }))
  const parts = (wanted: string, row: Row, index: number) =>
    placed
      .filter(({ place }) => place === wanted)
      .map(({ column }, at) => ({
        key: column.key ?? at,
        title: column.title,
        content: contentOf(column, row, index),
      }))
      .filter(({ content }) => !isEmpty(content))
  return (
    <ul className={styles.blocks}>
      {rows.map((row, index) => {
        const aside = parts('aside', row, index)
        const foot = parts('foot', row, index)
        return (
          <li key={rowKey(row)} className={styles.block}>
            <div className={styles.head}>
              <div className={styles.title}>
                {parts('title', row, index).map(({ key, content }) => (
                  <div key={key}>{content}</div>
                ))}
              </div>
              {aside.length > 0 && (
                <div className={styles.aside}>
                  {aside.map(({ key, content }) => (
                    <span key={key}>{content}</span>
                  ))}
                </div>
              )}
            </div>
            <dl>
              {parts('line', row, index).map(({ key, title, content }) => (
                <div key={key} className={styles.line}>
                  <dt className={styles.label}>{typeof title === 'function' ? null : title}</dt>
                  <dd className={styles.value}>{content}</dd>
                </div>
              ))}
            </dl>
            {foot.length > 0 && (
              <div className={styles.foot}>
                {foot.map(({ key, content }) => (
                  <div key={key}>{content}</div>
                ))}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
