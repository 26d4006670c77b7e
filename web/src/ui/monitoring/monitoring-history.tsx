import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartTable } from '../chart'
import { axisStyle, type ChartColours, type ChartOption } from '../chart-option'
import type { MonitoringPlan, MonitoringRun } from './monitoring-api'

const shown = (value: number | null | undefined) => (value == null ? '–' : value.toFixed(3))

/** Stability of the score and ranking over time, with the lines from which somebody acts. */
export function MonitoringHistory({ runs, plan }: { runs: readonly MonitoringRun[]; plan: MonitoringPlan }) {
  const { t } = useTranslation('monitoring')
  const { psi } = plan.thresholds
  const draw = useCallback(
    (colours: ChartColours): ChartOption => {
      const ordered = [...runs].reverse()
      const line = (yAxis: number, name: string) => ({ yAxis, label: { formatter: name } })
      return {
        grid: { left: 8, right: 48, top: 32, bottom: 8, containLabel: true },
        legend: { top: 0, textStyle: { color: colours.palette.textSoft } },
        xAxis: { type: 'category', data: ordered.map(({ asOf }) => asOf), ...axisStyle(colours) },
        yAxis: { type: 'value', min: 0, ...axisStyle(colours) },
        series: [
          {
            type: 'line',
            name: t('scorePsi'),
            data: ordered.map(({ figures }) => figures.scorePsi),
            markLine: {
              symbol: 'none',
              data: [line(psi.amber, t('status.amber')), line(psi.red, t('status.red'))],
            },
          },
          {
            type: 'line',
            name: 'AUC',
            color: colours.series[2] ?? '',
            data: ordered.map(({ figures }) => figures.matured?.auc ?? null),
          },
        ],
      }
    },
    [runs, psi, t],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('day'), t('state'), t('scorePsi'), 'AUC', 'KS', t('observedToExpected')],
      rows: runs.map(({ asOf, status, figures: { scorePsi, matured } }) => [
        ...[asOf, t(`status.${status}`), shown(scorePsi), shown(matured?.auc), shown(matured?.ks)],
        shown(matured?.observedToExpected),
      ]),
    }),
    [runs, t],
  )
  return <Chart label={t('history')} draw={draw} table={table} height={260} />
}
