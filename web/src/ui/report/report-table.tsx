import styles from './report.module.css'
import type { ReportTable as Table } from './report-types'

/** A table of a report; on a phone each row stands as a block of label and value. */
export function ReportTable({ table }: { table: Table }) {
  const { columns, rows, strong, title } = table
  return (
    <table className={styles.table}>
      {title !== '' && <caption>{title}</caption>}
      <thead>
        <tr>
          {columns.map((column, at) => (
            <th key={at} scope="col" data-align={column.align}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          <tr key={place} data-strong={strong.includes(place) || undefined}>
            {row.map((cell, at) => (
              <td
                key={at}
                data-align={columns[at]?.align}
                data-label={columns[at]?.title.replace('\n', ' ')}
                data-empty={cell === '' || undefined}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
