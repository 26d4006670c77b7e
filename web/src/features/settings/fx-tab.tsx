import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOrganisation } from '../../session/organisation'
import { useUser } from '../../session/session'
import { Day } from '../../ui/day'
import { DayField, DayItem } from '../../ui/days/day-field'
import { putFxRate, useFxRates, type FxRate } from './api'
import { FormDrawer } from './form-drawer'
import { SettingsTable } from './settings-table'

interface Fields {
  from: string
  to: string
  on: Dayjs
  rate: string
}

function RateDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const base = useOrganisation().data?.baseCurrency
  const currency = { required: true, pattern: /^[A-Z]{3}$/, message: t('currencyShape') }
  return (
    <FormDrawer<Fields, FxRate>
      title={t('fx.add')}
      initial={{ on: dayjs(), ...(base === undefined ? {} : { to: base }) }}
      send={({ from, to, on, rate }) =>
        putFxRate({ type: 'spot', from, to, on: on.format('YYYY-MM-DD'), rate })
      }
      onClose={onClose}
    >
      <Form.Item name="from" label={t('fx.from')} rules={[currency]}>
        <Input maxLength={3} placeholder="USD" />
      </Form.Item>
      <Form.Item name="to" label={t('fx.to')} rules={[currency]}>
        <Input maxLength={3} placeholder="CNY" />
      </Form.Item>
      <Form.Item
        name="rate"
        label={t('fx.rate')}
        extra={t('fx.rateHint')}
        rules={[{ required: true, pattern: /^\d{1,12}(\.\d{1,10})?$/, message: t('fx.rateShape') }]}
      >
        <Input inputMode="decimal" placeholder="7.1234" />
      </Form.Item>
      <DayItem name="on" label={t('fx.on')} rules={[{ required: true, message: t('needed') }]}>
        <DayField />
      </DayItem>
    </FormDrawer>
  )
}

/** Exchange rates, each valid from its day until the next. */
export function FxTab() {
  const { t } = useTranslation('settings')
  const user = useUser()
  const rates = useFxRates()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <SettingsTable<FxRate>
        title={t('tab.fx')}
        extra={
          user.can('settings:write') && (
            <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('fx.add')}
            </Button>
          )
        }
        result={rates}
        rowKey={(row) => `${row.type} ${row.from} ${row.to} ${row.on}`}
        empty={{ title: t('fx.emptyTitle'), hint: t('fx.emptyHint') }}
        columns={[
          { key: 'on', title: t('fx.on'), render: (_, row) => <Day value={row.on} /> },
          { key: 'pair', title: t('fx.pair'), render: (_, row) => `${row.from} → ${row.to}` },
          {
            key: 'rate',
            title: t('fx.rate'),
            align: 'right',
            render: (_, row) => <span className="xh-numeric">{row.rate}</span>,
          },
        ]}
      />
      {adding && <RateDrawer onClose={() => setAdding(false)} />}
    </>
  )
}
