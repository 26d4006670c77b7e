import type { ReactNode } from 'react'
import { cx } from './cx'
import { isNegative, percentOf, sumAmounts, toPlotValue } from './format-amount'
import styles from './meter.module.css'

export interface MeterPart {
  key: string
  label: string
  /** Decimal strings in one currency. */
  amount: string
  /** Index of a series colour, 0 to 5. */
  colour: number
  href?: string
}

interface MeterProps {
  parts: readonly MeterPart[]
  /** The whole the parts are measured against; the scale grows when the parts exceed it. */
  limit: string | null
  label: string
  children?: ReactNode
}

/** A stacked bar of parts against a limit; what stands beyond the limit is hatched. */
export function Meter({ parts, limit, label, children }: MeterProps) {
  const positive = parts.filter((part) => !isNegative(part.amount))
  const total = sumAmounts(positive.map((part) => part.amount))
  const used = toPlotValue(total)
  const limitAt = limit === null ? used : toPlotValue(limit)
  const scale = Math.max(used, limitAt, 1)
  const over = limit !== null && used > limitAt
  const share = limit === null ? undefined : percentOf(total, limit)
  return (
    <div className={styles.meter}>
      <div
        className={styles.track}
        role="img"
        aria-label={share === undefined ? label : `${label} ${share}%`}
      >
        {positive
          .filter((part) => toPlotValue(part.amount) > 0)
          .map((part) => (
            <div
              key={part.key}
              className={styles.part}
              data-colour={part.colour}
              title={part.label}
              style={{ width: `${(toPlotValue(part.amount) / scale) * 100}%` }}
            />
          ))}
        {over && (
          <div
            className={styles.over}
            style={{ insetInlineStart: `${(limitAt / scale) * 100}%` }}
            aria-hidden
          />
        )}
        {limit !== null && (
          <div
            className={cx(styles.mark, over && styles.markOver)}
            style={{ insetInlineStart: `${(limitAt / scale) * 100}%` }}
            aria-hidden
          />
        )}
      </div>
      {children}
    </div>
  )
}
