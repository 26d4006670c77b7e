import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { useBackTests, type BackTestHead } from './api'
import { NewBackTestForm } from './new-back-test'
import { RunStatus } from './run-status'
import { useBadText } from './bad-text'
import styles from './validation.module.css'

function PastRuns() {
  const { t } = useTranslation('validation')
  const badText = useBadText()
  const runs = useBackTests()
  if (runs.isError) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
  if (runs.isPending) return <PanelSkeleton rows={4} />
  if (runs.data.items.length === 0)
    return <EmptyState title={t('backTest.none')} hint={t('backTest.noneHint')} />
  const columns: readonly StackingColumn<BackTestHead>[] = [
    {
      key: 'period',
      title: t('backTest.period'),
      render: (_, { id, settings }) => (
        <Link to={`/back-tests/${id}`}>
          {settings.from} – {settings.to}
        </Link>
      ),
    },
    { key: 'status', title: t('run.statusTitle'), render: (_, one) => <RunStatus status={one.status} /> },
    { key: 'bad', title: t('backTest.badTitle'), render: (_, { settings }) => badText(settings) },
    { key: 'by', title: t('run.by'), render: (_, one) => one.requestedBy },
    { key: 'at', title: t('run.at'), render: (_, one) => <Instant value={one.requestedAt} /> },
  ]
  return (
    <StackingTable flush rows={runs.data.items} rowKey={({ id }) => id} columns={columns} pageSize={20} />
  )
}

/** Past ratings held against what happened: a new run, and those there are. */
export function Component() {
  const { t } = useTranslation('validation')
  const user = useUser()
  return (
    <>
      <PageHeader title={t('backTest.title')} detail={t('backTest.detail')} />
      <div className={styles.stack}>
        {user.can('models:write') && (
          <Panel title={t('backTest.new')}>
            <NewBackTestForm />
          </Panel>
        )}
        <Panel title={t('backTest.past')} flush>
          <PastRuns />
        </Panel>
      </div>
    </>
  )
}
