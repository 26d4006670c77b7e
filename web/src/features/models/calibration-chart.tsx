import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import type { Report } from './api'
import { share } from './figures'

/** What was foretold and what happened, in ten groups of rising risk. */
export function CalibrationChart({ report }: { report: Report }) {
  const { t } = useTranslation('models')
  const groups = report.calibration
  const draw = useCallback(
    (colours: ChartColours): ChartOption => {
      const percent = (value: number) => Number((100 * value).toFixed(2))
      return {
        grid: { left: 8, right: 16, top: 32, bottom: 24, containLabel: true },
        legend: { top: 0, textStyle: { color: colours.palette.textSoft } },
        xAxis: {
          type: 'category',
          name: t('axis.group'),
          nameLocation: 'middle',
          nameGap: 26,
          data: groups.map((_, at) => String(at + 1)),
          ...axisStyle(colours),
        },
        yAxis: { type: 'value', name: '%', ...axisStyle(colours) },
        series: [
          {
            type: 'bar',
            name: t('axis.observed'),
            data: groups.map(({ bad, count }) => percent(bad / count)),
          },
          {
            type: 'line',
            name: t('axis.foretold'),
            color: colours.series[2] ?? '',
            data: groups.map(({ expectedBad, count }) => percent(expectedBad / count)),
          },
        ],
      }
    },
    [groups, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('axis.group'), t('column.cases'), t('axis.foretold'), t('axis.observed')],
      rows: groups.map(({ count, expectedBad, bad }, at) => [
        at + 1,
        count,
        share(expectedBad / count),
        share(bad / count),
      ]),
    }),
    [groups, t],
  )
  return <Chart label={t('chart.calibrationLabel')} draw={draw} table={table} height={280} />
}
