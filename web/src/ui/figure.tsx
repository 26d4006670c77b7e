import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { cx } from './cx'
import styles from './figure.module.css'

interface FigureProps {
  label: string
  value: ReactNode
  /** The list behind the number. */
  to?: string
  /** One line below: a comparison or a share. */
  note?: ReactNode
  /** Against the period before. */
  trend?: { direction: 'up' | 'down'; tone: 'good' | 'danger' | 'neutral'; text: string } | undefined
}

/** A number of a dashboard; the whole tile opens the list behind it. */
export function Figure({ label, value, to, note, trend }: FigureProps) {
  const content = (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>{value}</span>
      <span className={styles.note}>
        {trend !== undefined && (
          <span data-tone={trend.tone} className={styles.trend}>
            {trend.direction === 'up' ? <ArrowUpOutlined aria-hidden /> : <ArrowDownOutlined aria-hidden />}
            {trend.text}
          </span>
        )}
        {note}
      </span>
    </>
  )
  return to === undefined ? (
    <div className={styles.figure}>{content}</div>
  ) : (
    <Link className={cx(styles.figure)} to={to} data-link>
      {content}
    </Link>
  )
}

/** Figures side by side; wraps on narrow screens. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className={styles.figures}>{children}</div>
}
