import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../../ui/chart'
import { axisStyle, type ChartColours, type ChartOption } from '../../ui/chart-option'
import type { BackTestResult } from './api'
import { rate, share, withError } from './figures'

/** How well the ratings of each day ranked, and how many turned bad. */
export function AucChart({ days }: { days: BackTestResult['days'] }) {
  const { t } = useTranslation('validation')
  const draw = useCallback(
    (colours: ChartColours): ChartOption => ({
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      legend: { top: 0, textStyle: { color: colours.palette.textSoft } },
      xAxis: { type: 'category', data: days.map(({ day }) => day.slice(0, 7)), ...axisStyle(colours) },
      yAxis: [
        { type: 'value', min: 0.4, max: 1, name: 'AUC', ...axisStyle(colours) },
        { type: 'value', min: 0, name: '%', ...axisStyle(colours), splitLine: { show: false } },
      ],
      series: [
        {
          type: 'bar',
          yAxisIndex: 1,
          name: t('column.rate'),
          color: colours.series[4] ?? '',
          data: days.map(({ bad, cases }) => Number(((100 * bad) / cases).toFixed(2))),
        },
        { type: 'line', name: 'AUC', data: days.map(({ auc }) => auc) },
      ],
    }),
    [days, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('column.day'), t('column.cases'), t('column.bad'), t('column.rate'), 'AUC'],
      rows: days.map(({ day, cases, bad, auc, aucStandardError }) => [
        ...[day, cases, bad, share(bad / cases)],
        auc === null ? rate(auc) : withError(auc, aucStandardError),
      ]),
    }),
    [days, t],
  )
  return <Chart label={t('backTest.byDay')} draw={draw} table={table} height={260} />
}
