import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import { Chart } from '../../ui/chart'
import { formatInUnits, largeUnits, percentOf, scaleUnit, toPlotValue } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { formatPercent } from '../../ui/percent'
import type { AgingBound, AgingTotal } from './api'
import { bucketName } from './bucket-name'

/** How the receivables of a currency are spread over the buckets. */
export function AgingChart({ bounds, total }: { bounds: readonly AgingBound[]; total: AgingTotal }) {
  const { t, i18n } = useTranslation('receivables')
  const unit = scaleUnit(i18n.language)
  const steps = useMemo(
    () =>
      bounds.map((bound) => ({
        name: bucketName(bound, t),
        amount: total.buckets[bound.key] ?? { amount: '0.00', currency: total.currency },
      })),
    [bounds, total, t],
  )
  const draw = useCallback(
    (colours: ChartColours): ChartOption => ({
      grid: { left: 8, right: 8, top: 26, bottom: 4, containLabel: true },
      xAxis: { type: 'category', data: steps.map((step) => step.name), ...axisStyle(colours) },
      yAxis: {
        type: 'value',
        min: 0,
        name: t('aging.unit', { currency: total.currency }),
        ...axisStyle(colours),
        axisLabel: {
          ...axisStyle(colours).axisLabel,
          formatter: (value: number) => (value / 10 ** largeUnits[unit]).toLocaleString('en-US'),
        },
      },
      tooltip: { show: false },
      series: [
        {
          type: 'bar',
          barMaxWidth: 72,
          data: steps.map((step, index) => ({
            value: toPlotValue(step.amount.amount),
            itemStyle: { color: index === 0 ? colours.palette.brand : colours.palette.warn },
          })),
          label: {
            show: true,
            position: 'top',
            color: colours.palette.textSoft,
            fontSize: 11,
            formatter: ({ dataIndex }) => formatInUnits(steps[dataIndex]?.amount.amount ?? '0', unit),
          },
        },
      ],
    }),
    [steps, t, unit, total.currency],
  )
  return (
    <Chart
      label={t('aging.chart', { currency: total.currency })}
      draw={draw}
      height={220}
      table={{
        columns: [t('aging.bucket'), t('aging.amount'), t('aging.share')],
        rows: steps.map((step) => {
          const share = percentOf(step.amount.amount, total.total.amount)
          return [
            step.name,
            <Money key="amount" value={step.amount} />,
            share === undefined ? '–' : formatPercent(share),
          ]
        }),
      }}
    />
  )
}
