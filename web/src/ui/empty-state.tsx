import { InboxOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import styles from './states.module.css'

interface EmptyStateProps {
  title: string
  /** What to do next, in one sentence. */
  hint?: ReactNode
  action?: ReactNode
  icon?: ReactNode
  /** It is the whole page: its title is the heading. */
  heading?: boolean
}

/** Nothing here: says why, and teaches the next step. */
export function EmptyState({ title, hint, action, icon, heading = false }: EmptyStateProps) {
  const Title = heading ? 'h1' : 'p'
  return (
    <div className={styles.state}>
      <div className={styles.icon}>{icon ?? <InboxOutlined aria-hidden />}</div>
      <Title className={styles.title}>{title}</Title>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
