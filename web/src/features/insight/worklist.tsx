import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import styles from './home.module.css'

interface WorklistProps<Row> {
  title: string
  all: string
  result: UseQueryResult<{ items: readonly Row[] }>
  rowKey: (row: Row) => string
  rowHref: (row: Row) => string
  render: (row: Row) => ReactNode
  empty: { title: string; hint: string }
}

/** The first rows of something to do; each row opens its case. */
export function Worklist<Row>({ title, all, result, rowKey, rowHref, render, empty }: WorklistProps<Row>) {
  const { t } = useTranslation('home')
  const content = () => {
    if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
    if (result.isPending) return <PanelSkeleton rows={6} />
    if (result.data.items.length === 0) return <EmptyState {...empty} />
    return (
      <ul className={styles.rows}>
        {result.data.items.map((row) => (
          <li key={rowKey(row)}>
            <Link to={rowHref(row)} className={styles.row ?? ''}>
              {render(row)}
            </Link>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <Panel title={title} extra={<Link to={all}>{t('all')}</Link>}>
      {content()}
    </Panel>
  )
}
