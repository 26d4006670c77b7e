import { useQueryClient } from '@tanstack/react-query'
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { oneOf } from '../../api/one-of'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { ConfirmAction } from '../../ui/confirm-action'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { deleteImport, importKinds, useImport, type ImportDetail } from './api'
import { CheckStep } from './check-step'
import { ImportStatus } from './import-status'
import { ImportSteps } from './import-steps'
import styles from './imports.module.css'
import { MappingStep } from './mapping-step'
import { ResultStep } from './result-step'

function Working({ run }: { run: ImportDetail }) {
  const { t } = useTranslation('imports')
  const { read, total } = run.rows
  const percent = total === 0 ? 0 : Math.min(100, Math.floor((read / total) * 100))
  return (
    <Panel title={run.status === 'validating' ? t('working.validating') : t('working.running')}>
      <Progress percent={percent} status="active" aria-label={t('working.progress')} />
      <p className={styles.progressNote} role="status">
        {t('working.rows', { read: read.toLocaleString('en-US'), total: total.toLocaleString('en-US') })}
      </p>
      <p className="xh-quiet">{t('working.leave')}</p>
    </Panel>
  )
}

const stepAt = { analysed: 1, validating: 2, validated: 2, running: 3, finished: 3, failed: 3 } as const

function Step({ run }: { run: ImportDetail }) {
  switch (run.status) {
    case 'analysed':
      // A file that was read anew begins with another mapping.
      return <MappingStep key={`${run.kind} ${run.analysis.encoding} ${run.analysis.sheet}`} run={run} />
    case 'validating':
    case 'running':
      return <Working run={run} />
    case 'validated':
      return <CheckStep run={run} />
    case 'finished':
    case 'failed':
      return <ResultStep run={run} />
  }
}

/** Gives up an import that has written nothing. */
function DeleteButton({ run }: { run: ImportDetail }) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => deleteImport(run.id),
    onSuccess: async () => {
      await navigate('/imports', { replace: true })
      queries.removeQueries({ queryKey: ['import', run.id] })
      await queries.invalidateQueries({ queryKey: ['list', 'imports'] })
    },
  })
  return (
    <>
      <ConfirmAction
        danger
        label={t('delete.action')}
        question={t('delete.question')}
        consequence={t('delete.consequence')}
        onConfirm={() => remove.mutate()}
        button={{ loading: remove.isPending }}
      />
      <ProblemAlert error={remove.error} />
    </>
  )
}

/** One import from its columns to its result. */
export function Component() {
  const { t } = useTranslation('imports')
  const { id = '' } = useParams()
  const loading = useImport(id)
  if (loading.isError) return <ErrorState error={loading.error} onRetry={() => void loading.refetch()} />
  if (loading.isPending) return <PanelSkeleton rows={12} />
  const run = loading.data
  const kind = oneOf(run.kind, importKinds)
  return (
    <>
      <PageHeader
        title={run.fileName}
        detail={
          <>
            {kind !== undefined && <span>{t(`kind.${kind}`)}</span>}
            <ImportStatus status={run.status} />
            <Link to="/imports">{t('history')}</Link>
          </>
        }
        actions={run.allowed.includes('delete') && <DeleteButton run={run} />}
      />
      <ImportSteps at={stepAt[run.status]} failed={run.status === 'failed'} />
      <Step run={run} />
      <HistoryPanel objectType="import" objectId={run.id} />
    </>
  )
}
