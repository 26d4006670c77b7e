import { Button, Flex } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { Chart } from '../../ui/chart'
import type { ChartColours, ChartOption } from '../../ui/chart-option'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { ContactTable } from './contact-table'
import { RunFigures } from './run-figures'
import {
  previewStrategies,
  simulateStrategies,
  type Preview,
  type Simulation,
  type StrategyDocument,
} from './strategy-api'

const channels = ['email', 'sms', 'letter', 'phone', 'in-app'] as const

function SimulationChart({ simulation }: { simulation: Simulation }) {
  const { t } = useTranslation('strategies')
  const { days } = simulation
  const used = channels.filter((channel) => days.some(({ counts }) => (counts[channel] ?? 0) > 0))
  const draw = useCallback(
    (_: ChartColours): ChartOption => ({
      legend: { top: 0 },
      xAxis: { type: 'category', data: days.map(({ on }) => on.slice(5)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: channels
        .filter((channel) => days.some(({ counts }) => (counts[channel] ?? 0) > 0))
        .map((channel) => ({
          type: 'bar',
          stack: 'contacts',
          name: t(`channel.${channel}`),
          data: days.map(({ counts }) => counts[channel] ?? 0),
        })),
    }),
    [days, t],
  )
  return (
    <Chart
      label={t('trial.chart')}
      draw={draw}
      table={{
        columns: [t('trial.day'), ...used.map((channel) => t(`channel.${channel}`))],
        rows: days.map(({ on, counts }) => [on, ...used.map((channel) => counts[channel] ?? 0)]),
      }}
    />
  )
}

function PreviewResult({ preview }: { preview: Preview }) {
  const { t } = useTranslation('strategies')
  const { figures, customersTotal, contacts } = preview
  return (
    <Flex vertical gap="small">
      <RunFigures figures={figures} />
      {figures.customers < customersTotal && (
        <p className="xh-quiet">{t('trial.part', { seen: figures.customers, total: customersTotal })}</p>
      )}
      <ContactTable contacts={contacts} />
      {contacts.length < figures.contacts && (
        <p className="xh-quiet">{t('trial.first', { count: contacts.length })}</p>
      )}
    </Flex>
  )
}

/** What strategies would do today and in the coming 30 days with the book as it stands. */
export function StrategyTrial({ document }: { document: StrategyDocument }) {
  const { t } = useTranslation('strategies')
  const preview = useMutation({ mutationFn: previewStrategies })
  const simulation = useMutation({ mutationFn: simulateStrategies })
  return (
    <>
      <Panel
        title={t('trial.today')}
        extra={
          <Button size="small" loading={preview.isPending} onClick={() => preview.mutate(document)}>
            {t('trial.preview')}
          </Button>
        }
      >
        <ProblemAlert error={preview.error} />
        {preview.data === undefined ? (
          <p className="xh-quiet">{t('trial.previewHint')}</p>
        ) : (
          <PreviewResult preview={preview.data} />
        )}
      </Panel>
      <Panel
        title={t('trial.ahead')}
        extra={
          <Button size="small" loading={simulation.isPending} onClick={() => simulation.mutate(document)}>
            {t('trial.simulate')}
          </Button>
        }
      >
        <ProblemAlert error={simulation.error} />
        {simulation.data === undefined ? (
          <p className="xh-quiet">{t('trial.aheadHint')}</p>
        ) : (
          <SimulationChart simulation={simulation.data} />
        )}
      </Panel>
    </>
  )
}
