import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import { largeUnits, scaleUnit, toPlotValue } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import type { CashForecast } from './api'

/** Cash by week: what came, what was and is expected, and the band around it. */
export function CashChart({ forecast }: { forecast: CashForecast }) {
  const { t, i18n } = useTranslation('cash')
  const unit = scaleUnit(i18n.language)
  const steps = useMemo(
    () => [
      ...forecast.past.map((week) => ({ ...week, came: week.came })),
      ...forecast.weeks.map((week) => ({ ...week, came: null })),
    ],
    [forecast],
  )
  const draw = useCallback(
    (colours: ChartColours): ChartOption => {
      const band = (name: string, data: number[], filled: boolean) => ({
        ...{ type: 'line' as const, name, stack: 'band', data, symbol: 'none', silent: true },
        lineStyle: { opacity: 0 },
        areaStyle: { opacity: filled ? 0.16 : 0, color: colours.palette.brand },
        tooltip: { show: false },
      })
      return {
        grid: { left: 8, right: 8, top: 34, bottom: 4, containLabel: true },
        legend: {
          top: 0,
          textStyle: { color: colours.palette.textSoft },
          data: [t('chart.came'), t('chart.expected'), t('chart.band')],
        },
        xAxis: { type: 'category', data: steps.map(({ weekOn }) => weekOn.slice(5)), ...axisStyle(colours) },
        yAxis: {
          type: 'value',
          min: 0,
          name: t('chart.unit', { currency: forecast.currency }),
          ...axisStyle(colours),
          axisLabel: {
            ...axisStyle(colours).axisLabel,
            formatter: (value: number) => (value / 10 ** largeUnits[unit]).toLocaleString('en-US'),
          },
        },
        series: [
          band(
            t('chart.low'),
            steps.map(({ low }) => toPlotValue(low.amount)),
            false,
          ),
          band(
            t('chart.band'),
            steps.map(({ low, high }) => toPlotValue(high.amount) - toPlotValue(low.amount)),
            true,
          ),
          {
            type: 'bar',
            name: t('chart.came'),
            barMaxWidth: 22,
            itemStyle: { color: colours.palette.good },
            data: steps.map(({ came }) => (came === null ? null : toPlotValue(came.amount))),
          },
          {
            type: 'line',
            name: t('chart.expected'),
            symbolSize: 5,
            lineStyle: { width: 2, color: colours.palette.brand },
            itemStyle: { color: colours.palette.brand },
            data: steps.map(({ expected }) => toPlotValue(expected.amount)),
          },
        ],
      }
    },
    [steps, t, unit, forecast.currency],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('week'), t('chart.expected'), t('low'), t('high'), t('chart.came')],
      rows: steps.map((week) => [
        week.weekOn,
        <Money key="expected" value={week.expected} />,
        <Money key="low" value={week.low} />,
        <Money key="high" value={week.high} />,
        <Money key="came" value={week.came} />,
      ]),
    }),
    [steps, t],
  )
  return (
    <Chart label={t('chart.label', { currency: forecast.currency })} draw={draw} table={table} height={300} />
  )
}
