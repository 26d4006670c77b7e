import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { recordRecovery, useActed, type WriteOff } from './api'
import { keyOf, nameOf } from './item-chooser'

interface Fields {
  item: string
  source: string
  receipt: string
  amount: string
  note?: string
}

/** Records that a receipt pays for something that had been written off. */
export function RecoveryDrawer({ one, onClose }: { one: WriteOff; onClose: () => void }) {
  const { t } = useTranslation('recoveries')
  const amountRule = useAmountRule()
  const acted = useActed()
  const rules = [{ required: true, message: t('needed') }]
  const { currency } = one.written
  const written = one.items.filter((item) => Number(item.written.amount) > Number(item.recovered.amount))
  const [first] = written
  const send = ({ item, source, receipt, amount, note }: Fields) =>
    recordRecovery(one.id, {
      ...{ ...nameOf(item), receipt: { source: source.trim(), number: receipt.trim() } },
      amount: { amount: amount.trim(), currency },
      ...(note?.trim() ? { note: note.trim() } : {}),
    })
  return (
    <FormDrawer<Fields, unknown>
      title={t('recovery.record')}
      initial={first ? { item: keyOf(first), source: first.source } : {}}
      send={send}
      onClose={onClose}
      onSaved={() => {
        acted()
        onClose()
      }}
    >
      <p className="xh-quiet">{t('recovery.hint')}</p>
      <Form.Item name="item" label={t('items')} rules={rules}>
        <Select
          options={written.map((item) => ({
            value: keyOf(item),
            label: `${item.number} / ${item.itemNo} · ${item.written.amount} ${currency}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="source" label={t('recovery.source')} rules={rules}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="receipt" label={t('recovery.receipt')} rules={rules}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="amount" label={t('amount')} rules={[amountRule({ currency, required: true })]}>
        <AmountInput suffix={currency} maxLength={20} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
