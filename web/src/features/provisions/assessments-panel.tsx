import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { CustomerPicker } from '../../ui/customer-picker'
import { Day } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { FormDrawer } from '../../ui/form-drawer'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import { assessCustomer, endAssessment, useAssessments, useProvisionsChanged, type Assessment } from './api'

const required = [{ required: true, whitespace: true }]

function NewAssessment({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('provisions')
  const changed = useProvisionsChanged()
  return (
    <FormDrawer<{ customerCode: string; loss: number; reason: string; evidence: string }, Assessment>
      title={t('assessment.new')}
      initial={{}}
      send={({ loss, ...fields }) => assessCustomer({ ...fields, lossBp: Math.round(loss * 100) })}
      onSaved={() => {
        void changed()
        onClose()
      }}
      onClose={onClose}
    >
      <Form.Item name="customerCode" label={t('assessment.customer')} rules={[{ required: true }]}>
        <CustomerPicker />
      </Form.Item>
      <Form.Item name="loss" label={t('assessment.loss')} rules={[{ required: true }]}>
        <InputNumber min={0} max={100} precision={2} />
      </Form.Item>
      <Form.Item name="reason" label={t('assessment.reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="evidence" label={t('assessment.evidence')} rules={required}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}

function EndAssessment({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('provisions')
  const changed = useProvisionsChanged()
  return (
    <FormDrawer<{ reason: string }, Assessment>
      title={t('assessment.end')}
      initial={{}}
      send={({ reason }) => endAssessment(id, reason)}
      onSaved={() => {
        void changed()
        onClose()
      }}
      onClose={onClose}
    >
      <Form.Item name="reason" label={t('assessment.endReason')} rules={required}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}

/** Customers whose loss is judged one by one. */
export function AssessmentsPanel() {
  const { t } = useTranslation('provisions')
  const may = useUser().can('provisions:write')
  const found = useAssessments()
  const [opened, setOpened] = useState<string | null>(null)
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={6} />
  const add = may && (
    <Button type="primary" onClick={() => setOpened('new')}>
      {t('assessment.new')}
    </Button>
  )
  return (
    <Panel title={t('provisions.tab.assessments')} extra={add}>
      {found.data.items.length === 0 && (
        <EmptyState title={t('assessment.empty')} hint={t('assessment.emptyHint')} />
      )}
      {found.data.items.length > 0 && (
        <StackingTable<Assessment>
          rows={found.data.items}
          rowKey={({ id }) => id}
          columns={[
            { key: 'customer', title: t('assessment.customer'), render: (_, row) => row.customerName },
            {
              key: 'loss',
              title: t('assessment.loss'),
              align: 'right',
              stack: 'aside',
              render: (_, row) => `${(row.lossBp / 100).toFixed(2)}%`,
            },
            {
              key: 'from',
              title: t('assessment.validFrom'),
              render: (_, row) => <Day value={row.validFrom} />,
            },
            { key: 'reason', title: t('assessment.reason'), render: (_, row) => row.reason },
            { key: 'evidence', title: t('assessment.evidence'), render: (_, row) => row.evidence },
            {
              key: 'by',
              title: t('assessment.by'),
              render: (_, row) => <Person username={row.assessedBy} />,
            },
            {
              key: 'action',
              render: (_, { id, endedOn }) => {
                if (endedOn !== null)
                  return <StatusTag tone="neutral">{t('assessment.ended', { day: endedOn })}</StatusTag>
                if (!may) return <StatusTag tone="info">{t('assessment.running')}</StatusTag>
                return (
                  <Button size="small" onClick={() => setOpened(id)}>
                    {t('assessment.end')}
                  </Button>
                )
              },
            },
          ]}
        />
      )}
      {opened === 'new' && <NewAssessment onClose={() => setOpened(null)} />}
      {opened !== null && opened !== 'new' && <EndAssessment id={opened} onClose={() => setOpened(null)} />}
    </Panel>
  )
}
