import { App, Button, Form, Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useUser } from '../../session/session'
import { Day } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { FormDrawer } from '../../ui/form-drawer'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { DayField, DayItem } from '../../ui/days/day-field'
import { computeRun, useProvisionsChanged, useRuns, type Run, type RunHead } from './api'
import styles from './provisions.module.css'
import { RunView } from './run-view'

const tones: Readonly<Record<RunHead['status'], Tone>> = {
  draft: 'info',
  approved: 'good',
  rejected: 'neutral',
}

function Compute({ onClose, onMade }: { onClose: () => void; onMade: (run: Run) => void }) {
  const { t } = useTranslation('provisions')
  return (
    <FormDrawer<{ day: dayjs.Dayjs; note?: string }, Run>
      title={t('run.compute')}
      initial={{ day: dayjs().startOf('month').subtract(1, 'day') }}
      send={({ day, note }) => computeRun({ asOf: day.format('YYYY-MM-DD'), ...(note ? { note } : {}) })}
      onSaved={onMade}
      onClose={onClose}
    >
      <DayItem name="day" label={t('run.asOf')} rules={[{ required: true }]}>
        <DayField maxDate={dayjs()} allowClear={false} />
      </DayItem>
      <Form.Item name="note" label={t('run.note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}

function RunTable({ runs, onOpen }: { runs: readonly RunHead[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('provisions')
  const amount = (key: keyof RunHead['movement']) => ({
    key,
    title: t(`run.${key}`),
    align: 'right' as const,
    render: (_: unknown, { movement }: RunHead) => <Money value={movement[key]} />,
  })
  return (
    <StackingTable<RunHead>
      rows={runs}
      rowKey={({ id }) => id}
      pageSize={12}
      columns={[
        {
          key: 'asOf',
          title: t('run.asOf'),
          render: (_, { id, asOf }) => (
            <Button type="link" size="small" onClick={() => onOpen(id)}>
              <Day value={asOf} />
            </Button>
          ),
        },
        {
          key: 'status',
          title: t('run.state'),
          render: (_, { status, decidedBy }) => (
            <>
              <StatusTag tone={tones[status]}>{t(`run.status.${status}`)}</StatusTag>{' '}
              {decidedBy !== null && <Person username={decidedBy} />}
            </>
          ),
        },
        {
          key: 'gross',
          title: t('run.gross'),
          align: 'right',
          render: (_, { gross }) => <Money value={gross} />,
        },
        ...(['opening', 'charge', 'release', 'writeOff', 'recovered'] as const).map(amount),
        { ...amount('closing'), stack: 'aside' as const },
        { key: 'by', title: t('run.by'), render: (_, { computedBy }) => <Person username={computedBy} /> },
      ]}
    />
  )
}

/** Runs of provisions, and the one that is looked at. */
export function RunsPanel() {
  const { t } = useTranslation('provisions')
  const { message } = App.useApp()
  const { can } = useUser()
  const runs = useRuns()
  const changed = useProvisionsChanged()
  const [params, setParams] = useSearchParams()
  const [computing, setComputing] = useState(false)
  const open = (run: string) => setParams({ run }, { replace: true, preventScrollReset: true })
  if (runs.isError) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
  if (runs.isPending) return <PanelSkeleton rows={8} />
  const { items } = runs.data
  const shown = params.get('run') ?? items[0]?.id
  return (
    <div className={styles.stack}>
      <Panel
        title={t('provisions.tab.runs')}
        extra={
          can('provisions:write') && (
            <Button type="primary" onClick={() => setComputing(true)}>
              {t('run.compute')}
            </Button>
          )
        }
      >
        {items.length === 0 ? (
          <EmptyState title={t('run.empty')} hint={t('run.emptyHint')} />
        ) : (
          <RunTable runs={items} onOpen={open} />
        )}
      </Panel>
      {shown !== undefined && <RunView key={shown} id={shown} />}
      {computing && (
        <Compute
          onClose={() => setComputing(false)}
          onMade={({ id }) => {
            void changed()
            void message.success(t('run.done'))
            setComputing(false)
            open(id)
          }}
        />
      )}
    </div>
  )
}
