import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import { Panel } from '../../ui/panel'
import type { Model, Variable } from './api'
import { useFeatureName } from './feature-name'
import { plain, share } from './figures'

/** The bins of one variable: how many cases, how bad, and which way and how far they move the score. */
export function BinsPanel({ model, variable }: { model: Model; variable: Variable }) {
  const { t } = useTranslation('models')
  const nameOf = useFeatureName(model)
  const { bins } = variable
  const scorecard = model.method === 'scorecard'
  const labels = useMemo(
    () =>
      bins.map(({ label }) =>
        label === 'missing' ? t('bin.missing') : label.replace('-inf', '−∞').replace('inf', '∞'),
      ),
    [bins, t],
  )
  const draw = useCallback(
    (colours: ChartColours): ChartOption => ({
      grid: { left: 8, right: 8, top: 32, bottom: 4, containLabel: true },
      legend: { top: 0, textStyle: { color: colours.palette.textSoft } },
      xAxis: { type: 'category', data: labels, ...axisStyle(colours) },
      yAxis: [
        { type: 'value', ...axisStyle(colours) },
        { type: 'value', name: '%', splitLine: { show: false }, axisLabel: axisStyle(colours).axisLabel },
      ],
      series: [
        {
          type: 'bar',
          name: t(scorecard ? 'bin.woe' : 'bin.effect'),
          data: bins.map(({ woe, effect }) => Number((woe ?? effect ?? 0).toFixed(4))),
        },
        {
          type: 'line',
          name: t('axis.badRate'),
          yAxisIndex: 1,
          color: colours.series[5] ?? '',
          data: bins.map(({ badRate }) => Number((100 * badRate).toFixed(2))),
        },
      ],
    }),
    [bins, labels, scorecard, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [
        t('bin.bin'),
        t('column.cases'),
        t('class.bad'),
        t('axis.badRate'),
        t(scorecard ? 'bin.woe' : 'bin.effect'),
        ...(scorecard ? ['IV', t('bin.points')] : []),
      ],
      rows: bins.map((bin, at) => [
        labels[at],
        bin.count,
        bin.bad,
        share(bin.badRate),
        plain(bin.woe ?? bin.effect, 3),
        ...(scorecard ? [plain(bin.iv, 3), plain(bin.points, 0)] : []),
      ]),
    }),
    [bins, labels, scorecard, t],
  )
  return (
    <Panel title={nameOf(variable.feature)} extra={t(scorecard ? 'bin.woeHint' : 'bin.effectHint')}>
      <Chart
        label={t('chart.binsLabel', { feature: nameOf(variable.feature) })}
        draw={draw}
        table={table}
        height={300}
      />
    </Panel>
  )
}
