import { Button, Progress, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../error-state'
import { Panel } from '../panel'
import { BookEffect } from './book-effect'
import { CheckEffect } from './check-effect'
import {
  useCancelSimulation,
  useLatestSimulation,
  useSimulation,
  useStartSimulation,
  type Simulation,
  type SimulationRequest,
} from './simulation-api'
import styles from './simulation.module.css'

/** What is tried: a document without its period, which the panel asks for. */
export type TriedDocument =
  | Pick<Extract<SimulationRequest, { kind: 'policy' }>, 'kind' | 'content'>
  | Pick<Extract<SimulationRequest, { kind: 'control-rules' }>, 'kind' | 'content'>
  | Pick<Extract<SimulationRequest, { kind: 'scorecard' }>, 'kind' | 'content'>

interface SimulationPanelProps {
  tried: TriedDocument
  /** Choices of how many months of past orders are decided again; 0 is none. */
  months: readonly (0 | 1 | 3 | 6 | 12 | 24)[]
}

function withPeriod(tried: TriedDocument, months: number): SimulationRequest {
  if (months === 0 || tried.kind === 'scorecard') return tried
  const to = dayjs()
  const day = (value: dayjs.Dayjs) => value.format('YYYY-MM-DD')
  return { ...tried, period: { from: day(to.subtract(months, 'month').add(1, 'day')), to: day(to) } }
}

function Going({ simulation, onCancel }: { simulation: Simulation; onCancel: () => void }) {
  const { t } = useTranslation('simulation')
  const { done, total, status } = simulation
  const percent = total === null || total === 0 ? 0 : Math.floor((done / total) * 100)
  return (
    <div className={styles.going} role="status">
      <span>{status === 'queued' ? t('queued') : t('running', { done, total: total ?? '…' })}</span>
      <Progress percent={percent} showInfo={false} aria-label={t('title')} />
      <Button size="small" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}

function Result({ simulation, stale }: { simulation: Simulation; stale: boolean }) {
  const { t } = useTranslation('simulation')
  const { status, failure, summary, id } = simulation
  if (status === 'cancelled') return <p className="xh-quiet">{t('cancelled')}</p>
  if (status === 'failed') return <p role="alert">{t('failed', { reason: failure ?? '' })}</p>
  if (summary === null) return null
  return (
    <div className={styles.result} data-stale={stale}>
      {stale && <p className={styles.stale}>{t('stale')}</p>}
      {summary.book !== null && <BookEffect id={id} book={summary.book} />}
      {summary.checks !== null && <CheckEffect id={id} checks={summary.checks} />}
    </div>
  )
}

/** Tries a changed document on the book and on past orders, and shows what it would do. Nothing is put in force. */
export function SimulationPanel({ tried, months }: SimulationPanelProps) {
  const { t } = useTranslation('simulation')
  const [chosen, setChosen] = useState(months[0] ?? 0)
  const [started, setStarted] = useState<{ readonly id: string; readonly content: string }>()
  const latest = useLatestSimulation(tried.kind)
  const id = started?.id ?? latest.data?.id
  const simulation = useSimulation(id)
  const start = useStartSimulation()
  const cancel = useCancelSimulation()
  const content = JSON.stringify(tried.content)
  const going = simulation.data?.status === 'queued' || simulation.data?.status === 'running'
  const run = () =>
    start.mutate(withPeriod(tried, chosen), {
      onSuccess: ({ id: begun }) => setStarted({ id: begun, content }),
    })
  return (
    <Panel title={t('title')}>
      <p className={styles.hint}>{t('hint')}</p>
      <div className={styles.tools}>
        {months.length > 1 && (
          <Select
            value={chosen}
            aria-label={t('history')}
            prefix={t('history')}
            popupMatchSelectWidth={false}
            options={months.map((count) => ({ value: count, label: t(`months.${count}`) }))}
            onChange={setChosen}
          />
        )}
        <Button type="primary" loading={start.isPending} disabled={going} onClick={run}>
          {id === undefined ? t('run') : t('again')}
        </Button>
      </div>
      <ProblemAlert error={start.error ?? cancel.error ?? simulation.error} />
      {simulation.data !== undefined &&
        (going ? (
          <Going simulation={simulation.data} onCancel={() => cancel.mutate(simulation.data.id)} />
        ) : (
          <Result simulation={simulation.data} stale={started?.content !== content} />
        ))}
    </Panel>
  )
}
