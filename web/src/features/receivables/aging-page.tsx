import { DiffOutlined, DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { AgingChart } from './aging-chart'
import { AgingFilters } from './aging-filters'
import { AgingTable } from './aging-table'
import { agingSheetHref, useAging } from './api'
import styles from './receivables.module.css'
import { useAgingQuestion } from './use-aging-question'

/** Receivables by age, as of any day, by whom, where and in which currency. */
export function Component() {
  const { t, i18n } = useTranslation('receivables')
  const [question, change] = useAgingQuestion()
  const aging = useAging(question)
  const content = () => {
    if (aging.isError) return <ErrorState error={aging.error} onRetry={() => void aging.refetch()} />
    if (aging.isPending) return <PanelSkeleton rows={12} />
    if (aging.data.items.length === 0)
      return <EmptyState title={t('aging.emptyTitle')} hint={t('aging.emptyHint')} />
    return (
      <AgingTable
        aging={aging.data}
        question={question}
        loading={aging.isPlaceholderData}
        onPage={(page) => change({ page: page === 1 ? undefined : String(page) })}
        onSort={(sort) => change({ sort })}
      />
    )
  }
  const main =
    aging.data?.totals.find((total) => total.currency === aging.data.currency) ?? aging.data?.totals[0]
  return (
    <>
      <PageHeader
        title={t('aging.title')}
        detail={aging.data === undefined ? undefined : t('aging.detail', { day: aging.data.asOf })}
        actions={
          <>
            <Link to="/aging/compare">
              <DiffOutlined /> {t('aging.compare')}
            </Link>
            <Button icon={<DownloadOutlined />} href={agingSheetHref(question, i18n.language)} download>
              {t('aging.export')}
            </Button>
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {t('print')}
            </Button>
          </>
        }
      />
      <div className={styles.stack}>
        {main !== undefined && (
          <Panel title={t('aging.spread')}>
            <AgingChart bounds={aging.data?.bounds ?? []} total={main} />
          </Panel>
        )}
        <Panel>
          <AgingFilters question={question} change={change} />
          {content()}
        </Panel>
      </div>
    </>
  )
}
