import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { cx } from '../cx'
import styles from './data-list.module.css'
import type { DataColumn } from './list-types'

interface DataCardsProps<Row> {
  rows: readonly Row[]
  columns: readonly DataColumn<Row>[]
  rowKey: (row: Row) => string
  rowHref: ((row: Row) => string) | undefined
  onOpen: ((row: Row) => void) | undefined
  loading: boolean
}

function CardBody<Row>({ row, columns }: { row: Row; columns: readonly DataColumn<Row>[] }) {
  const place = (wanted: string) => columns.filter((column) => (column.card ?? 'line') === wanted)
  return (
    <>
      <div className={styles.cardHead}>
        <div className={styles.cardTitle}>
          {place('title').map((column) => (
            <div key={column.key}>{column.render(row)}</div>
          ))}
        </div>
        <div className={styles.cardAside}>
          {place('aside').map((column) => (
            <span key={column.key}>{column.render(row)}</span>
          ))}
        </div>
      </div>
      <dl className={styles.cardLines}>
        {[...place('line'), ...place('block')].map((column) => (
          <div key={column.key} data-wide={column.card === 'block' || undefined}>
            <dt>{column.title}</dt>
            <dd>{column.render(row)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** The list at phone width: one card per row, the whole card opens it. */
export function DataCards<Row>({ rows, columns, rowKey, rowHref, onOpen, loading }: DataCardsProps<Row>) {
  if (loading && rows.length === 0)
    return <Skeleton active paragraph={{ rows: 8 }} className={cx(styles.cardSkeleton)} />
  return (
    <ul className={styles.cards}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={styles.card}>
          <CardBody row={row} columns={columns} />
          {rowHref !== undefined && (
            <Link className={cx(styles.cardLink)} to={rowHref(row)} tabIndex={-1} aria-hidden />
          )}
          {onOpen !== undefined && (
            <button
              type="button"
              className={styles.cardLink}
              onClick={() => onOpen(row)}
              tabIndex={-1}
              aria-hidden
            />
          )}
        </li>
      ))}
    </ul>
  )
}
