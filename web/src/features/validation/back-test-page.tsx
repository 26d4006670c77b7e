import { DownloadOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { cancelBackTest, useBackTest, type BackTest, type BackTestResult, type Section } from './api'
import { AucChart } from './auc-chart'
import { useBadText } from './bad-text'
import { MigrationMatrix } from './migration-matrix'
import { RunProgress, RunStatus } from './run-status'
import { RateLines, SectionFigures } from './section-tables'
import { SegmentTable } from './segment-table'
import styles from './validation.module.css'

interface Part {
  key: string
  label: string
  section: Section
  graded: boolean
}

function useParts(result: BackTestResult): readonly Part[] {
  const { t } = useTranslation('validation')
  return [
    { key: 'all', label: t('backTest.everything'), section: result.overall, graded: true },
    ...result.versions.map((one) => ({
      key: `v${one.version}`,
      label: t('backTest.version', { version: one.version }),
      ...{ section: one, graded: true },
    })),
    ...result.models.map((one) => ({
      key: one.modelId,
      label: t('backTest.model', { name: one.name, version: one.version }),
      ...{ section: one, graded: false },
    })),
  ]
}

function Result({ result }: { result: BackTestResult }) {
  const { t } = useTranslation('validation')
  const parts = useParts(result)
  const [key, setKey] = useState('all')
  const part = parts.find((one) => one.key === key) ?? parts[0]
  const { leftOut, retrospective } = result
  return (
    <>
      {part !== undefined && (
        <Panel
          title={t('backTest.ranked')}
          extra={
            <Select
              value={part.key}
              aria-label={t('backTest.part')}
              popupMatchSelectWidth={false}
              options={parts.map(({ key: value, label }) => ({ value, label }))}
              onChange={setKey}
            />
          }
        >
          <div className={styles.stack}>
            <SectionFigures section={part.section} />
            <RateLines section={part.section} graded={part.graded} />
            <p className="xh-quiet">{t('backTest.leftOut', { ...leftOut, retrospective })}</p>
            <p className="xh-quiet">{t('backTest.repeated')}</p>
          </div>
        </Panel>
      )}
      <Panel title={t('backTest.byDay')}>
        <AucChart days={result.days} />
      </Panel>
      <Panel title={t('migration.title', { from: result.migration.from, to: result.migration.to })} flush>
        <MigrationMatrix migration={result.migration} />
      </Panel>
      {(['industry', 'region'] as const).map((by) => (
        <Panel key={by} title={t(`backTest.by.${by}`)} flush>
          <SegmentTable segments={result.segments[by]} />
        </Panel>
      ))}
    </>
  )
}

function Running({ run, onChanged }: { run: BackTest; onChanged: () => void }) {
  const user = useUser()
  const cancel = useMutation({ mutationFn: () => cancelBackTest(run.id), onSuccess: onChanged })
  return (
    <Panel>
      <RunProgress run={run} onCancel={user.can('models:write') ? () => cancel.mutate() : undefined} />
      <ProblemAlert error={cancel.error} />
    </Panel>
  )
}

/** One back-test: how well ratings and models foretold what happened. */
export function Component() {
  const { t } = useTranslation('validation')
  const badText = useBadText()
  const { id = '' } = useParams()
  const run = useBackTest(id)
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />
  if (run.isPending) return <PanelSkeleton rows={12} />
  const { settings, status, result } = run.data
  return (
    <>
      <PageHeader
        title={t('backTest.titleOf', { from: settings.from, to: settings.to })}
        detail={
          <>
            <RunStatus status={status} />
            <span>{badText(settings)}</span>
          </>
        }
        actions={
          result !== null && (
            <Button icon={<DownloadOutlined />} href={`/api/v1/back-tests/${id}/figures.csv`}>
              {t('backTest.export')}
            </Button>
          )
        }
      />
      <div className={styles.stack}>
        {result === null ? (
          <Running run={run.data} onChanged={() => void run.refetch()} />
        ) : (
          <Result result={result} />
        )}
      </div>
    </>
  )
}
