import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import { DayInput } from '../../ui/day-input'
import { ErrorState } from '../../ui/error-state'
import { FormDrawer } from '../../ui/form-drawer'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { sourceOf } from './funding-rate-source'

const path = '/api/v1/insight/funding-rates'
type Rate = Item<typeof path>
type NewRate = Sent<typeof path>

function Rates() {
  const { t } = useTranslation('home')
  const rates = useQuery({
    queryKey: ['funding-rates'],
    queryFn: ({ signal }) => request<Answer<typeof path>>('GET', path, { signal }),
  })
  if (rates.isError) return <ErrorState error={rates.error} onRetry={() => void rates.refetch()} />
  if (rates.isPending) return <PanelSkeleton rows={3} />
  return (
    <>
      <h4>{t('margin.rate.history')}</h4>
      <ul>
        {rates.data.items.map((one, index) => (
          <li key={`${one.validFrom} ${String(index)}`}>
            {t('margin.rate.line', { rate: one.rate, from: one.validFrom })}
            {one.inForce && ` · ${t('margin.rate.inForce')}`}
            <br />
            <span className="xh-quiet">
              {sourceOf(one, t)} · <Person username={one.recordedBy} nobody={t('margin.rate.usual')} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function StateRate({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('home')
  const queries = useQueryClient()
  const required = [{ required: true }]
  const saved = () => {
    void queries.invalidateQueries({ queryKey: ['funding-rates'] })
    void queries.invalidateQueries({ queryKey: ['list', 'risk-adjusted-margin'] })
    onClose()
  }
  return (
    <FormDrawer<NewRate, Rate>
      title={t('margin.rate.change')}
      initial={{}}
      send={(body) => request('POST', path, { body })}
      onSaved={saved}
      onClose={onClose}
    >
      <Form.Item name="rate" label={t('margin.rate.value')} rules={required}>
        <InputNumber min={0} max={100} precision={2} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="validFrom" label={t('margin.rate.validFrom')} rules={required}>
        <DayInput />
      </Form.Item>
      <Form.Item
        name="source"
        label={t('margin.rate.source')}
        extra={t('margin.rate.sourceHint')}
        rules={required}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Rates />
    </FormDrawer>
  )
}

/** The rates so far; whoever may change policies can state another. */
export function FundingRateButton({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation('home')
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('margin.rate.title')}</Button>
      {open && mayChange && <StateRate onClose={close} />}
      {open && !mayChange && (
        <Drawer open title={t('margin.rate.title')} onClose={close}>
          <Rates />
        </Drawer>
      )}
    </>
  )
}
