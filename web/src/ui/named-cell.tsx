import type { ReactNode } from 'react'
import styles from './named-cell.module.css'

interface NamedCellProps {
  name: ReactNode
  /** What tells it from others of that name, such as a number or a code. */
  detail: ReactNode
  /** Its details stand beside the list now. */
  open: boolean
}

/** The first cell of a row: a name, and quietly below it what it is filed under. */
export function NamedCell({ name, detail, open }: NamedCellProps) {
  return (
    <span className={styles.cell} data-open={open || undefined}>
      <span className={styles.name}>{name}</span>
      <span className="xh-quiet">{detail}</span>
    </span>
  )
}
