import { TableOutlined, LineChartOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTheme } from '../theme/theme-mode'
import { baseOption, chartColours, type ChartColours, type ChartOption } from './chart-option'
import { cx } from './cx'
import styles from './chart.module.css'

const ChartCanvas = lazy(() => import('./chart-canvas').then((module) => ({ default: module.ChartCanvas })))

export interface ChartTable {
  columns: readonly string[]
  rows: readonly (readonly ReactNode[])[]
}

interface ChartProps {
  /** One sentence that says what the picture shows; also the caption of the table. */
  label: string
  /** Options on top of the house style; must be stable (useCallback) or it is redrawn each time. */
  draw: (colours: ChartColours) => ChartOption
  /** The same figures as a table: for screen readers, and for everyone at the press of a button. */
  table: ChartTable
  height?: number
}

function DataTable({ label, table }: { label: string; table: ChartTable }) {
  return (
    <table className={styles.table}>
      <caption className="xh-visually-hidden">{label}</caption>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A chart in the house style with its accessible table behind it. */
export function Chart({ label, draw, table, height = 240 }: ChartProps) {
  const { t } = useTranslation()
  const { mode } = useTheme()
  const [asTable, setAsTable] = useState(false)
  const option = useMemo(() => {
    const colours = chartColours(mode)
    return { ...baseOption(colours), ...draw(colours) }
  }, [mode, draw])
  const switchLabel = asTable ? t('chart.asPicture') : t('chart.asTable')

  return (
    <figure className={styles.chart} aria-label={label}>
      <Button
        className={cx(styles.switch, 'xh-no-print')}
        type="text"
        size="small"
        title={switchLabel}
        aria-label={switchLabel}
        icon={asTable ? <LineChartOutlined /> : <TableOutlined />}
        onClick={() => setAsTable(!asTable)}
      />
      {asTable ? (
        <div
          className={styles.scroll}
          style={{ maxHeight: height }}
          tabIndex={0}
          role="group"
          aria-label={label}
        >
          <DataTable label={label} table={table} />
        </div>
      ) : (
        <>
          <Suspense fallback={<div style={{ height }} />}>
            <ChartCanvas option={option} height={height} />
          </Suspense>
          <div className="xh-visually-hidden">
            <DataTable label={label} table={table} />
          </div>
        </>
      )}
    </figure>
  )
}
