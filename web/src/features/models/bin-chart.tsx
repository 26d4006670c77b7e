import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import type { Bins } from './bins-api'
import { plain, share } from './figures'

/** How a bin is called: its bounds or texts; what is missing in words. */
export function useBinLabel(): (label: string, kind: Bins['bins'][number]['kind']) => string {
  const { t } = useTranslation('models')
  return (label, kind) =>
    kind === 'missing' ? t('bin.missing') : label.replace('-inf', '−∞').replace('inf)', '∞)')
}

/** How many cases each bin holds, how bad they are, and what that is worth. */
export function BinChart({ bins }: { bins: Bins }) {
  const { t } = useTranslation('models')
  const labelOf = useBinLabel()
  const labels = bins.bins.map(({ label, kind }) => labelOf(label, kind))
  const names = labels.join('\n')
  const draw = useCallback(
    (colours: ChartColours): ChartOption => ({
      grid: { left: 8, right: 8, top: 32, bottom: 4, containLabel: true },
      legend: { top: 0, textStyle: { color: colours.palette.textSoft } },
      xAxis: { type: 'category', data: names.split('\n'), ...axisStyle(colours) },
      yAxis: [
        { type: 'value', ...axisStyle(colours) },
        { type: 'value', name: '%', splitLine: { show: false }, axisLabel: axisStyle(colours).axisLabel },
      ],
      series: [
        { type: 'bar', name: t('column.cases'), data: bins.bins.map(({ count }) => count) },
        {
          type: 'line',
          name: t('axis.badRate'),
          yAxisIndex: 1,
          color: colours.series[5] ?? '',
          data: bins.bins.map(({ badRate }) => Number((100 * badRate).toFixed(2))),
        },
      ],
    }),
    [bins, names, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('bin.bin'), t('column.cases'), t('class.bad'), t('axis.badRate'), 'WoE', 'IV'],
      rows: bins.bins.map((bin, at) => [
        ...[names.split('\n')[at], bin.count, bin.bad, share(bin.badRate)],
        ...[plain(bin.woe, 3), plain(bin.iv, 3)],
      ]),
    }),
    [bins, names, t],
  )
  return (
    <Chart label={t('chart.binsLabel', { feature: bins.feature })} draw={draw} table={table} height={240} />
  )
}
