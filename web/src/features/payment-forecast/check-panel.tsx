import { useTranslation } from 'react-i18next'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Figure, Figures } from '../../ui/figure'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { useForecastChecks, type ForecastCheck } from './api'
import styles from './payment-forecast.module.css'

const tones: Readonly<Record<ForecastCheck['status'], Tone>> = { green: 'good', amber: 'warn', red: 'danger' }
const share = (value: number | null) => (value === null ? '–' : formatPercent(100 * value))
const figure = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits))

type Month = ForecastCheck['figures']['months'][number]

function Months({ months }: { months: readonly Month[] }) {
  const { t } = useTranslation('cash')
  const number = (
    key: keyof Month,
    title: string,
    show: (month: Month) => string,
  ): StackingColumn<Month> => ({
    ...{ key, title, align: 'end' },
    render: (_, month) => <span className="xh-numeric">{show(month)}</span>,
  })
  const columns: readonly StackingColumn<Month>[] = [
    { key: 'month', title: t('check.month'), render: (_, { month }) => month },
    number('items', t('check.items'), ({ items }) => String(items)),
    number('mae', t('check.mae'), ({ mae }) => figure(mae, 1)),
    number('bias', t('check.bias'), ({ bias }) => figure(bias, 1)),
    number('coverage', t('check.coverage'), ({ coverage }) => share(coverage)),
    number('auc', t('check.auc'), ({ auc }) => figure(auc, 3)),
  ]
  return <StackingTable flush rows={[...months].reverse()} rowKey={({ month }) => month} columns={columns} />
}

function Latest({ check }: { check: ForecastCheck }) {
  const { t } = useTranslation('cash')
  const { recent, latePsi, cash, promisedMae, reasons } = check.figures
  return (
    <Panel title={t('check.title')} extra={t('check.note')}>
      <Figures>
        <Figure
          label={t('check.state')}
          value={<StatusTag tone={tones[check.status]}>{t(`check.status.${check.status}`)}</StatusTag>}
          note={<Day value={check.asOf} />}
        />
        <Figure
          label={t('check.mae')}
          value={figure(recent.mae, 1)}
          note={t('check.promised', { mae: figure(promisedMae, 1) })}
        />
        <Figure label={t('check.coverage')} value={share(recent.coverage)} note={t('check.promisedBand')} />
        <Figure label={t('check.latePsi')} value={figure(latePsi, 3)} />
        <Figure label={t('check.cashWape')} value={share(cash.wape)} />
        <Figure label={t('check.cashCoverage')} value={share(cash.coverage)} note={t('check.promisedBand')} />
      </Figures>
      {reasons.length > 0 && (
        <ul className={styles.reasons}>
          {reasons.map(({ code, level, value }) => (
            <li key={code}>
              <StatusTag tone={tones[level]}>{t(`check.status.${level}`)}</StatusTag>{' '}
              {t(`check.reason.${code}`)} <span className="xh-numeric">{value.toFixed(3)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** How forecasts were found to hold, and by the month in which the money came. */
export function CheckPanel() {
  const { t } = useTranslation('cash')
  const checks = useForecastChecks()
  if (checks.isError) return <ErrorState error={checks.error} onRetry={() => void checks.refetch()} />
  if (checks.isPending) return <PanelSkeleton rows={6} />
  const [latest] = checks.data.items
  if (latest === undefined) return <p className="xh-quiet">{t('check.none')}</p>
  return (
    <>
      <Latest check={latest} />
      <Panel title={t('check.byMonth')} flush>
        <Months months={latest.figures.months} />
      </Panel>
    </>
  )
}
