import { Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayField, DayItem } from '../../ui/days/day-field'
import { costKinds, noteCost, useActed, type CostBody, type HandOver } from './api'

interface Fields {
  kind: CostBody['kind']
  on: Dayjs
  amount: string
  note?: string
}

/** Notes what a case costs; a negative amount corrects an earlier one. */
export function CostDrawer({ one, onClose }: { one: HandOver; onClose: () => void }) {
  const { t } = useTranslation('recoveries')
  const acted = useActed()
  const rules = [{ required: true, message: t('needed') }]
  const { currency } = one.amount
  const send = ({ kind, on, amount, note }: Fields) =>
    noteCost(one.id, {
      ...{ kind, on: on.format('YYYY-MM-DD'), amount: { amount: amount.trim(), currency } },
      ...(note?.trim() ? { note: note.trim() } : {}),
    })
  return (
    <FormDrawer<Fields, HandOver>
      title={t('cost.note')}
      initial={{ kind: 'court-fee', on: dayjs() }}
      send={send}
      onClose={onClose}
      onSaved={() => {
        acted()
        onClose()
      }}
    >
      <Form.Item name="kind" label={t('cost.what')} rules={rules}>
        <Select options={costKinds.map((value) => ({ value, label: t(`cost.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="amount" label={t('amount')} rules={rules} extra={t('cost.hint')}>
        <AmountInput suffix={currency} maxLength={20} />
      </Form.Item>
      <DayItem name="on" label={t('day')} rules={rules}>
        <DayField allowClear={false} maxDate={dayjs()} />
      </DayItem>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
