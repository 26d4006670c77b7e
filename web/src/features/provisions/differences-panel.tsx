import { Button, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { ErrorState } from '../../ui/error-state'
import { FormDrawer } from '../../ui/form-drawer'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import { resolveDifference, useDifferences, useProvisionsChanged, type Difference } from './api'

const tones = { open: 'warn', explained: 'info', resolved: 'good' } as const

interface ResolveProps {
  reconciliationId: string
  difference: Difference
  onClose: () => void
}

function Resolve({ reconciliationId, difference, onClose }: ResolveProps) {
  const { t } = useTranslation('provisions')
  const changed = useProvisionsChanged()
  return (
    <FormDrawer<{ state: Difference['state']; reason: string }, Difference>
      title={`${difference.customerName ?? difference.customerCode} ${difference.documentNumber ?? ''}`}
      initial={{
        state: difference.state === 'open' ? 'explained' : difference.state,
        reason: difference.reason ?? '',
      }}
      send={(fields) => resolveDifference(reconciliationId, difference.id, fields)}
      onSaved={() => {
        void changed()
        onClose()
      }}
      onClose={onClose}
    >
      <Form.Item name="state" label={t('rec.state_title')}>
        <Segmented
          options={(['explained', 'resolved', 'open'] as const).map((value) => ({
            value,
            label: t(`rec.state.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('rec.reason')} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}

/** What differs in a reconciliation, largest first. */
export function DifferencesPanel({ id }: { id: string }) {
  const { t } = useTranslation('provisions')
  const may = useUser().can('provisions:write')
  const found = useDifferences(id)
  const [opened, setOpened] = useState<Difference | null>(null)
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={6} />
  const amount = (key: 'theirs' | 'ours' | 'difference') => ({
    key,
    title: t(`rec.${key}`),
    align: 'right' as const,
    render: (_: unknown, row: Difference) => (
      <Money value={row[key]} currency="sign" strong={key === 'difference'} />
    ),
  })
  return (
    <Panel title={t('rec.difference')}>
      {found.data.items.length === 0 && <p className="xh-quiet">{t('rec.noDifference')}</p>}
      {found.data.items.length > 0 && (
        <StackingTable<Difference>
          rows={found.data.items}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'customer',
              title: t('rec.customer'),
              render: (_, row) => `${row.customerCode} ${row.customerName ?? ''}`,
            },
            { key: 'document', title: t('rec.document'), render: (_, row) => row.documentNumber },
            { key: 'kind', title: t('rec.status.open'), render: (_, row) => t(`rec.kind.${row.kind}`) },
            {
              key: 'items',
              title: t('rec.items'),
              render: (_, { theirItems, ourItems }) => `${theirItems ?? '–'} / ${ourItems}`,
            },
            ...(['theirs', 'ours', 'difference'] as const).map(amount),
            {
              key: 'state',
              title: t('rec.state_title'),
              stack: 'aside',
              render: (_, { state, reason, changedBy }) => (
                <>
                  <StatusTag tone={tones[state]}>{t(`rec.state.${state}`)}</StatusTag>
                  {reason !== null && (
                    <div className="xh-quiet">
                      {reason} · {changedBy}
                    </div>
                  )}
                </>
              ),
            },
            ...(may
              ? [
                  {
                    key: 'action',
                    render: (_: unknown, row: Difference) => (
                      <Button size="small" onClick={() => setOpened(row)}>
                        {t('rec.resolve')}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {opened && <Resolve reconciliationId={id} difference={opened} onClose={() => setOpened(null)} />}
    </Panel>
  )
}
