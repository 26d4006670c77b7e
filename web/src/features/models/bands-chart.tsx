import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import type { Report } from './api'
import { share } from './figures'

const edge = (value: number | null) => (value === null ? '' : value.toFixed(0))

/** How scores spread in training and test, and how bad each band turned out: stability at a glance. */
export function BandsChart({ report }: { report: Report }) {
  const { t } = useTranslation('models')
  const { bands } = report
  const labels = useMemo(() => bands.map(({ from, to }) => `${edge(from)}–${edge(to)}`), [bands])
  const draw = useCallback(
    (colours: ChartColours): ChartOption => {
      const total = (part: 'train' | 'test') => bands.reduce((sum, band) => sum + band[part], 0)
      const bar = (part: 'train' | 'test') => ({
        type: 'bar' as const,
        name: t(`part.${part}`),
        data: bands.map((band) => Number(((100 * band[part]) / Math.max(1, total(part))).toFixed(2))),
      })
      return {
        grid: { left: 8, right: 16, top: 32, bottom: 4, containLabel: true },
        legend: { top: 0, textStyle: { color: colours.palette.textSoft } },
        xAxis: { type: 'category', data: labels, ...axisStyle(colours) },
        yAxis: { type: 'value', name: '%', ...axisStyle(colours) },
        series: [
          ...(total('train') > 0 ? [bar('train')] : []),
          bar('test'),
          {
            type: 'line',
            name: t('axis.badRate'),
            color: colours.series[5] ?? '',
            data: bands.map(({ bad, test }) => (test === 0 ? null : Number(((100 * bad) / test).toFixed(2)))),
          },
        ],
      }
    },
    [bands, labels, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [
        t('axis.score'),
        t('part.train'),
        t('part.test'),
        t('class.bad'),
        t('axis.badRate'),
        t('axis.foretold'),
      ],
      rows: bands.map((band, at) => [
        labels[at],
        band.train,
        band.test,
        band.bad,
        share(band.test === 0 ? null : band.bad / band.test),
        share(band.meanPd),
      ]),
    }),
    [bands, labels, t],
  )
  return <Chart label={t('chart.bandsLabel')} draw={draw} table={table} height={280} />
}
