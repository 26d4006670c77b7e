import { useTranslation } from 'react-i18next'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StackingTable } from '../../ui/stacking-table'
import { useRun, useRunLines, type Run } from './api'
import { bucketLabel } from './bucket-label'
import { JournalPanel } from './journal-panel'
import styles from './provisions.module.css'
import { RunDecision } from './run-decision'

const movements = ['opening', 'charge', 'release', 'writeOff', 'recovered', 'closing'] as const

function rateText(lossBp: number): string {
  return `${(lossBp / 100).toFixed(2)}%`
}

function Cells({ run }: { run: Run }) {
  const { t } = useTranslation('provisions')
  const name = ({ method, riskGroup }: Run['cells'][number]) => {
    if (method !== 'matrix') return t(`run.method.${method}`)
    return riskGroup === '*' ? t('run.everybody') : riskGroup
  }
  return (
    <Panel title={t('run.cells')}>
      <StackingTable
        rows={run.cells}
        rowKey={({ method, riskGroup, bucketNo }) => `${method} ${riskGroup} ${bucketNo}`}
        columns={[
          { key: 'group', title: t('run.group'), render: (_, cell) => name(cell) },
          {
            key: 'bucket',
            title: t('run.bucket'),
            render: (_, { bucketNo }) => {
              const bucket = run.buckets[bucketNo]
              return bucket && bucketLabel(bucket, t)
            },
          },
          { key: 'accounts', title: t('run.accounts'), align: 'right', render: (_, cell) => cell.accounts },
          {
            key: 'gross',
            title: t('run.gross'),
            align: 'right',
            render: (_, cell) => <Money value={cell.gross} />,
          },
          {
            key: 'base',
            title: t('run.base'),
            align: 'right',
            render: (_, cell) => <Money value={cell.base} />,
          },
          {
            key: 'rate',
            title: t('run.rate'),
            align: 'right',
            render: (_, { lossBp }) => (lossBp === null ? t('run.ownRate') : rateText(lossBp)),
          },
          {
            key: 'provision',
            title: t('run.provision'),
            align: 'right',
            stack: 'aside',
            render: (_, cell) => <Money value={cell.provision} strong />,
          },
        ]}
      />
    </Panel>
  )
}

function MovementTable({ run }: { run: Run }) {
  const { t } = useTranslation('provisions')
  const rows = [...run.segments, { segment: t('run.total'), ...run.movement }]
  return (
    <Panel title={t('run.movement')}>
      <StackingTable
        rows={rows}
        rowKey={({ segment }) => segment}
        columns={[
          { key: 'segment', title: t('run.segment'), render: (_, { segment }) => segment },
          ...movements.map((key) => ({
            key,
            title: t(`run.${key}`),
            align: 'right' as const,
            render: (_: unknown, row: Run['segments'][number]) => (
              <Money value={row[key]} strong={key === 'closing'} />
            ),
          })),
        ]}
      />
    </Panel>
  )
}

function Lines({ run }: { run: Run }) {
  const { t } = useTranslation('provisions')
  const lines = useRunLines(run.id).data?.items ?? []
  return (
    <Panel title={t('run.lines')}>
      <StackingTable
        rows={lines}
        rowKey={(line) => `${line.customerCode} ${line.segment} ${line.open.currency} ${line.bucketNo}`}
        pageSize={20}
        columns={[
          { key: 'customer', title: t('run.customer'), render: (_, line) => line.customerName },
          { key: 'segment', title: t('run.segment'), render: (_, line) => line.segment },
          {
            key: 'bucket',
            title: t('run.bucket'),
            render: (_, { bucketNo }) => {
              const bucket = run.buckets[bucketNo]
              return bucket && bucketLabel(bucket, t)
            },
          },
          {
            key: 'open',
            title: t('run.open'),
            align: 'right',
            render: (_, line) => <Money value={line.open} currency="sign" />,
          },
          { key: 'rate', title: t('run.rate'), align: 'right', render: (_, line) => rateText(line.lossBp) },
          {
            key: 'provision',
            title: t('run.provision'),
            align: 'right',
            stack: 'aside',
            render: (_, line) => <Money value={line.provision} strong />,
          },
        ]}
      />
    </Panel>
  )
}

/** One run: what it provides for, how the allowance moved, the postings, and the decision on it. */
export function RunView({ id }: { id: string }) {
  const { t } = useTranslation('provisions')
  const found = useRun(id)
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={8} />
  const run = found.data
  const version =
    run.matrixVersion === 0 ? t('run.builtIn') : t('run.matrixVersion', { version: run.matrixVersion })
  return (
    <div className={styles.stack}>
      <Panel title={<Day value={run.asOf} />} extra={<RunDecision run={run} />}>
        <dl className={styles.figures}>
          <div>
            <dt>{t('run.provision')}</dt>
            <dd>
              <Money value={run.provision} currency="sign" strong />
            </dd>
          </div>
          <div>
            <dt>{t('run.gross')}</dt>
            <dd>
              <Money value={run.gross} currency="sign" />
            </dd>
          </div>
        </dl>
        <p className="xh-quiet">
          {version}
          {run.factorBp !== 10_000 && ` · ${t('run.factor', { percent: run.factorBp / 100 })}`}
          {run.note !== null && ` · ${run.note}`}
        </p>
      </Panel>
      <MovementTable run={run} />
      <Cells run={run} />
      <JournalPanel id={run.id} />
      <Lines run={run} />
    </div>
  )
}
