import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import { ErrorState } from '../../ui/error-state'
import { percentOf } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import { usePaymentTrend, type PaymentMonth } from './receivables-api'

function DelayChart({ months }: { months: readonly PaymentMonth[] }) {
  const { t } = useTranslation('customers')
  const draw = useCallback(
    (colours: ChartColours): ChartOption => ({
      grid: { left: 4, right: 8, top: 26, bottom: 0, containLabel: true },
      xAxis: { type: 'category', data: months.map((month) => month.month), ...axisStyle(colours) },
      yAxis: { type: 'value', name: t('trend.days'), minInterval: 1, ...axisStyle(colours) },
      series: [
        {
          type: 'line',
          name: t('trend.delay'),
          data: months.map((month) => Number(month.meanDelayDays)),
          symbolSize: 5,
          lineStyle: { width: 2 },
          areaStyle: { opacity: 0.08 },
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: colours.palette.textFaint, type: 'dashed' },
            data: [{ yAxis: 0 }],
          },
        },
      ],
    }),
    [months, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [
        t('trend.month'),
        t('trend.delay'),
        t('trend.settled'),
        t('trend.late'),
        t('trend.lateShare'),
      ],
      rows: months.map((month) => [
        month.month,
        month.meanDelayDays,
        <Money key="settled" value={month.settled} />,
        <Money key="late" value={month.late} />,
        formatPercent(percentOf(month.late.amount, month.settled.amount) ?? '0'),
      ]),
    }),
    [months, t],
  )
  return <Chart label={t('trend.label')} draw={draw} table={table} height={220} />
}

/** The mean delay of payment against the due date, month by month. */
export function PaymentTrendPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const trend = usePaymentTrend(code)
  const content = () => {
    if (trend.isError) return <ErrorState error={trend.error} onRetry={() => void trend.refetch()} />
    if (trend.isPending) return <PanelSkeleton rows={6} />
    if (trend.data.items.length === 0) return <p className="xh-quiet">{t('trend.empty')}</p>
    const currency = trend.data.items.at(-1)?.currency
    return <DelayChart months={trend.data.items.filter((month) => month.currency === currency)} />
  }
  return (
    <Panel title={t('trend.title')} extra={t('trend.note')}>
      {content()}
    </Panel>
  )
}
