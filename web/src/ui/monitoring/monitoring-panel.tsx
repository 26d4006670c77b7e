import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { Day } from '../day'
import { EmptyState } from '../empty-state'
import { ErrorState, ProblemAlert } from '../error-state'
import { Figure, Figures } from '../figure'
import { GradeTag } from '../grade-tag'
import { Panel } from '../panel'
import { PanelSkeleton } from '../panel-skeleton'
import type { StackingColumn } from '../stacked-rows'
import { StackingTable } from '../stacking-table'
import { StatusTag, type Tone } from '../status-tag'
import {
  isWaiting,
  useLookNow,
  useMonitoringChanged,
  useMonitoringPlan,
  useMonitoringRuns,
  type MonitoringPlan,
  type MonitoringRun,
} from './monitoring-api'
import { MonitoringHistory } from './monitoring-history'
import styles from './monitoring.module.css'
import { PlanDrawer } from './plan-drawer'

const tones: Readonly<Record<MonitoringRun['status'], Tone>> = { green: 'good', amber: 'warn', red: 'danger' }
const figure = (value: number | null | undefined) => (value == null ? '–' : value.toFixed(3))
const share = (value: number) => `${(100 * value).toFixed(1)}%`

function Reasons({ run }: { run: MonitoringRun }) {
  const { t } = useTranslation('monitoring')
  const textOf = useText()
  const { reasons } = run.figures
  if (reasons.length === 0) return <p className="xh-quiet">{t('allInside')}</p>
  return (
    <ul className={styles.reasons}>
      {reasons.map(({ code, level, feature, value }, at) => (
        <li key={at}>
          <StatusTag tone={tones[level]}>{t(`status.${level}`)}</StatusTag> {t(`reason.${code}`)}{' '}
          {feature !== null && textOf(feature)} <span className="xh-numeric">{figure(value)}</span>
        </li>
      ))}
    </ul>
  )
}

function Latest({ run }: { run: MonitoringRun }) {
  const { t } = useTranslation('monitoring')
  const { scorePsi, matured, referenceAuc, overrideRate, customers, referenceCustomers } = run.figures
  return (
    <>
      <Figures>
        <Figure
          label={t('state')}
          value={<StatusTag tone={tones[run.status]}>{t(`status.${run.status}`)}</StatusTag>}
          note={<Day value={run.asOf} />}
        />
        <Figure
          label={t('scorePsi')}
          value={figure(scorePsi)}
          note={t('against', { now: customers, before: referenceCustomers })}
        />
        <Figure
          label="AUC"
          value={figure(matured?.auc)}
          note={
            matured === null
              ? t('notMatured')
              : t('aucNote', { reference: figure(referenceAuc), bad: matured.bad, cases: matured.cases })
          }
        />
        <Figure label="KS" value={figure(matured?.ks)} />
        <Figure label={t('observedToExpected')} value={figure(matured?.observedToExpected)} />
        <Figure label={t('overrides')} value={share(overrideRate)} />
      </Figures>
      <Reasons run={run} />
    </>
  )
}

function FeatureTable({ run }: { run: MonitoringRun }) {
  const { t } = useTranslation('monitoring')
  const textOf = useText()
  type Row = MonitoringRun['figures']['features'][number]
  const columns: readonly StackingColumn<Row>[] = [
    { key: 'feature', title: t('feature'), render: (_, { label }) => textOf(label) },
    { key: 'psi', title: 'PSI', align: 'end', render: (_, { psi }) => figure(psi) },
    { key: 'before', title: t('missingBefore'), align: 'end', render: (_, one) => share(one.missingBefore) },
    { key: 'now', title: t('missing'), align: 'end', render: (_, one) => share(one.missing) },
  ]
  const rows = [...run.figures.features].sort((a, b) => b.psi - a.psi)
  return <StackingTable flush rows={rows} rowKey={({ feature }) => feature} columns={columns} pageSize={20} />
}

function GradeTable({ run }: { run: MonitoringRun }) {
  const { t } = useTranslation('monitoring')
  type Row = MonitoringRun['figures']['grades'][number]
  const columns: readonly StackingColumn<Row>[] = [
    { key: 'grade', title: t('grade'), render: (_, { grade }) => <GradeTag grade={grade} /> },
    { key: 'before', title: t('reference'), align: 'end', dataIndex: 'before' },
    { key: 'now', title: t('now'), align: 'end', dataIndex: 'customers' },
  ]
  return <StackingTable flush rows={run.figures.grades} rowKey={({ grade }) => grade} columns={columns} />
}

function Found({ runs, plan }: { runs: readonly MonitoringRun[]; plan: MonitoringPlan }) {
  const { t } = useTranslation('monitoring')
  const [latest] = runs
  if (latest === undefined) return <EmptyState title={t('none')} hint={t('noneHint')} />
  return (
    <>
      <Panel title={t('latest')}>
        <Latest run={latest} />
      </Panel>
      <Panel title={t('history')}>
        <MonitoringHistory runs={runs} plan={plan} />
      </Panel>
      <Panel title={t('features')} flush>
        <FeatureTable run={latest} />
      </Panel>
      <Panel title={t('grades')} flush>
        <GradeTable run={latest} />
      </Panel>
    </>
  )
}

/** How the scorecard (`scorecard`) or a model is watched, and what each look found. */
export function MonitoringPanel({ id }: { id: string }) {
  const { t } = useTranslation('monitoring')
  const user = useUser()
  const [editing, setEditing] = useState(false)
  const [since, setSince] = useState<number>()
  const plan = useMonitoringPlan(id)
  const runs = useMonitoringRuns(id, since)
  const changed = useMonitoringChanged(id)
  const look = useLookNow(id, () => {
    setSince(Date.now() - 1000)
    void changed()
  })
  if (runs.isError) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
  if (plan.isError) return <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />
  if (runs.data === undefined || plan.data === undefined) return <PanelSkeleton rows={8} />
  const { items } = runs.data
  const waits = since !== undefined && isWaiting(items[0], since)
  return (
    <div className={styles.stack}>
      <Panel title={t('plan.title')}>
        <p>
          {plan.data.active ? t(`plan.cadences.${plan.data.cadence}`) : t('plan.paused')} ·{' '}
          {t('plan.bad', { days: plan.data.overdueDays, months: plan.data.horizonMonths })}
        </p>
        {user.can('models:write') && (
          <div className={styles.actions}>
            <Button onClick={() => setEditing(true)}>{t('plan.edit')}</Button>
            <Button type="primary" loading={look.isPending || waits} onClick={() => look.mutate()}>
              {t('lookNow')}
            </Button>
          </div>
        )}
        <ProblemAlert error={look.error} />
      </Panel>
      <Found runs={items} plan={plan.data} />
      {editing && (
        <PlanDrawer
          id={id}
          plan={plan.data}
          onSaved={() => {
            setEditing(false)
            void changed()
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  )
}
