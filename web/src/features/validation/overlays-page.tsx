import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { FormDrawer } from '../../ui/form-drawer'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { endOverlay, useOverlays, type Overlay } from './overlay-api'
import { OverlayDrawer } from './overlay-drawer'

const tones: Readonly<Record<Overlay['state'], Tone>> = {
  requested: 'info',
  rejected: 'danger',
  planned: 'info',
  'in-force': 'good',
  over: 'neutral',
}

function useColumns(onEnd: (overlay: Overlay) => void): readonly StackingColumn<Overlay>[] {
  const { t } = useTranslation('validation')
  const textOf = useText()
  const user = useUser()
  const scopeOf = ({ industries, regions, segments, grades }: Overlay) =>
    [industries, regions, segments, grades]
      .filter((some) => some.length > 0)
      .map((some) => some.join(' / '))
      .join(' · ') || t('overlay.all')
  const mayEnd = ({ state }: Overlay) =>
    user.can('policy:write') && (state === 'in-force' || state === 'planned')
  return [
    { key: 'name', title: t('overlay.name'), render: (_, one) => one.name },
    {
      key: 'state',
      title: t('overlay.state'),
      render: (_, { state, endedBy, endedOn, endedReason }) => (
        <>
          <StatusTag tone={tones[state]}>{t(`overlay.states.${state}`)}</StatusTag>
          {endedBy !== null && (
            <div className="xh-quiet">
              {t('overlay.ended', { by: endedBy, on: endedOn ?? '', reason: endedReason ?? '' })}
            </div>
          )}
        </>
      ),
    },
    { key: 'effect', title: t('overlay.effect'), render: (_, one) => textOf(one.effect) },
    { key: 'scope', title: t('overlay.scope'), render: (_, one) => scopeOf(one) },
    {
      key: 'period',
      title: t('overlay.period'),
      render: (_, one) => `${one.validFrom} – ${one.validUntil}`,
    },
    { key: 'reason', title: t('overlay.reason'), render: (_, one) => one.reason },
    {
      key: 'requestedBy',
      title: t('overlay.requestedBy'),
      render: (_, one) => <Person username={one.requestedBy} />,
    },
    {
      key: 'decidedBy',
      title: t('overlay.decidedBy'),
      render: (_, one) => <Person username={one.decidedBy} />,
    },
    {
      key: 'action',
      title: '',
      render: (_, one) =>
        mayEnd(one) && (
          <Button size="small" onClick={() => onEnd(one)}>
            {t('overlay.end')}
          </Button>
        ),
    },
  ]
}

function OverlayTable({ onEnd }: { onEnd: (overlay: Overlay) => void }) {
  const { t } = useTranslation('validation')
  const columns = useColumns(onEnd)
  const overlays = useOverlays()
  if (overlays.isError) return <ErrorState error={overlays.error} onRetry={() => void overlays.refetch()} />
  if (overlays.isPending) return <PanelSkeleton rows={4} />
  const { items } = overlays.data
  if (items.length === 0) return <EmptyState title={t('overlay.none')} hint={t('overlay.noneHint')} />
  return <StackingTable flush rows={items} rowKey={({ id }) => id} columns={columns} pageSize={20} />
}

/** Seasonal and market adjustments of ratings with their history. */
export function Component() {
  const { t } = useTranslation('validation')
  const user = useUser()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [open, setOpen] = useState<'new' | Overlay>()
  const changed = (saved: Overlay) => {
    setOpen(undefined)
    void queries.invalidateQueries({ queryKey: ['rating-overlays'] })
    if (saved.state === 'requested') void message.info(t('overlay.waits'))
  }
  return (
    <>
      <PageHeader
        title={t('overlay.title')}
        detail={t('overlay.detail')}
        actions={
          user.can('models:write') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
              {t('overlay.new')}
            </Button>
          )
        }
      />
      <Panel title={t('overlay.list')} flush>
        <OverlayTable onEnd={setOpen} />
      </Panel>
      {open === 'new' && <OverlayDrawer onSaved={changed} onClose={() => setOpen(undefined)} />}
      {typeof open === 'object' && (
        <FormDrawer<{ reason: string }, Overlay>
          title={`${t('overlay.end')}: ${open.name}`}
          initial={{}}
          send={({ reason }) => endOverlay(open.id, reason)}
          onSaved={changed}
          onClose={() => setOpen(undefined)}
        >
          <Form.Item name="reason" label={t('overlay.endReason')} rules={[{ required: true }]}>
            <Input.TextArea maxLength={1000} rows={3} />
          </Form.Item>
        </FormDrawer>
      )}
    </>
  )
}
