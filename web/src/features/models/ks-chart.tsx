import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import type { Report } from './api'
import { rate, share } from './figures'

/** How the good and the bad spread over the score; their largest distance is KS. */
export function KsChart({ report }: { report: Report }) {
  const { t } = useTranslation('models')
  const { ks, metrics } = report
  const draw = useCallback(
    (colours: ChartColours): ChartOption => ({
      grid: { left: 8, right: 16, top: 32, bottom: 24, containLabel: true },
      legend: { top: 0, textStyle: { color: colours.palette.textSoft } },
      xAxis: {
        type: 'value',
        scale: true,
        name: t('axis.score'),
        nameLocation: 'middle',
        nameGap: 26,
        ...axisStyle(colours),
      },
      yAxis: { type: 'value', min: 0, max: 1, ...axisStyle(colours) },
      series: (['bad', 'good'] as const).map((part) => ({
        type: 'line' as const,
        name: t(`class.${part}`),
        showSymbol: false,
        step: 'end' as const,
        color: colours.series[part === 'bad' ? 5 : 1] ?? '',
        data: ks.map((point) => [Number(point.score.toFixed(1)), point[part]]),
      })),
    }),
    [ks, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('axis.score'), t('class.bad'), t('class.good')],
      rows: ks
        .filter((_, at) => at % Math.max(1, Math.floor(ks.length / 20)) === 0)
        .map(({ score, bad, good }) => [score.toFixed(1), share(bad), share(good)]),
    }),
    [ks, t],
  )
  return (
    <Chart label={t('chart.ksLabel', { ks: rate(metrics.test.ks) })} draw={draw} table={table} height={280} />
  )
}
