import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import type { Report } from './api'
import { rate, share } from './figures'

/** The share of the bad that is caught, over the share of the good that is lost for it. */
export function RocChart({ report }: { report: Report }) {
  const { t } = useTranslation('models')
  const { roc, metrics } = report
  const draw = useCallback(
    (colours: ChartColours): ChartOption => {
      const axis = { type: 'value' as const, min: 0, max: 1, ...axisStyle(colours) }
      const line = (name: string, points: Report['roc']['test']) => ({
        type: 'line' as const,
        name,
        showSymbol: false,
        data: points.map(({ good, bad }) => [good, bad]),
      })
      return {
        grid: { left: 8, right: 16, top: 32, bottom: 24, containLabel: true },
        legend: { top: 0, textStyle: { color: colours.palette.textSoft } },
        xAxis: { ...axis, name: t('axis.goodLost'), nameLocation: 'middle', nameGap: 26 },
        yAxis: { ...axis, name: t('axis.badCaught') },
        series: [
          line(t('part.test'), roc.test),
          ...(roc.train.length > 0 ? [line(t('part.train'), roc.train)] : []),
          {
            type: 'line',
            name: t('part.chance'),
            showSymbol: false,
            lineStyle: { type: 'dashed', width: 1 },
            data: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
      }
    },
    [roc, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('axis.goodLost'), t('axis.badCaught')],
      rows: roc.test
        .filter((_, at) => at % Math.max(1, Math.floor(roc.test.length / 20)) === 0)
        .map(({ good, bad }) => [share(good), share(bad)]),
    }),
    [roc, t],
  )
  return (
    <Chart
      label={t('chart.rocLabel', { auc: rate(metrics.test.auc) })}
      draw={draw}
      table={table}
      height={280}
    />
  )
}
