import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StackingTable } from '../../ui/stacking-table'
import { useRollRates } from './api'
import { bucketLabel } from './bucket-label'
import styles from './provisions.module.css'

const percent = (value: string | null) => (value === null ? '–' : `${value}%`)

/** How balances rolled from step to step over the last months, and the loss rates that follow. */
export function RollRatesPanel() {
  const { t } = useTranslation('provisions')
  const found = useRollRates()
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={10} />
  const { steps, months, suggested, currency } = found.data
  return (
    <Panel title={t('provisions.tab.rolls')} extra={t('rolls.currency', { currency })}>
      <p className="xh-quiet">{t('rolls.note')}</p>
      <StackingTable
        rows={steps}
        rowKey={({ key }) => key}
        columns={[
          { key: 'step', title: t('rolls.step'), fixed: 'left', render: (_, step) => bucketLabel(step, t) },
          {
            key: 'average',
            title: t('rolls.average'),
            align: 'right',
            render: (_, { average }) => percent(average),
          },
          {
            key: 'loss',
            title: t('rolls.loss'),
            align: 'right',
            stack: 'aside',
            render: (_, { loss }) => <strong>{percent(loss)}</strong>,
          },
          ...months.slice(1).map(({ asOf }, index) => ({
            key: asOf,
            title: asOf.slice(0, 7),
            align: 'right' as const,
            stack: 'none' as const,
            render: (_: unknown, { rates }: (typeof steps)[number]) => percent(rates[index] ?? null),
          })),
        ]}
      />
      <h3>{t('rolls.suggested')}</h3>
      <dl className={styles.figures}>
        {suggested.map(({ key, loss }) => (
          <div key={key}>
            <dt>{key === 'notDue' ? t('bucket.notDue') : key}</dt>
            <dd>{percent(loss)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
