import type { ReactNode } from 'react'
import styles from './panel.module.css'

interface PanelProps {
  title?: ReactNode
  /** What stands right of the title: a link, a switch, a unit. */
  extra?: ReactNode
  /** Without inner padding, for a table that reaches the edges. */
  flush?: boolean
  id?: string
  children: ReactNode
}

/** A titled area of a page. */
export function Panel({ title, extra, flush = false, id, children }: PanelProps) {
  return (
    <section className={styles.panel} id={id}>
      {(title !== undefined || extra !== undefined) && (
        <header className={styles.head}>
          <h2 className={styles.title}>{title}</h2>
          {extra !== undefined && <div className={styles.extra}>{extra}</div>}
        </header>
      )}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  )
}
