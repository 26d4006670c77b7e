import { App, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { usePickOptions } from '../../ui/pick-list/use-pick-list'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { requestWaiver, type Claim, type WaiverAnswer } from './api'

interface Fields {
  scope: 'item' | 'customer'
  amount?: string
  reasonCode: string
  reason: string
}

interface WaiverDrawerProps {
  claim: Claim
  until: string | undefined
  onClose: () => void
  onSaved: () => void
}

/** Gives up late interest, of this receivable or of everything that is overdue: at once or by approval. */
export function WaiverDrawer({ claim, until, onClose, onSaved }: WaiverDrawerProps) {
  const { t } = useTranslation('claims')
  const amountRule = useAmountRule()
  const { message } = App.useApp()
  const reasons = usePickOptions('/api/v1/waiver-reasons')
  const owed = claim.interest?.open
  const send = ({ scope, amount, reasonCode, reason }: Fields) =>
    requestWaiver(claim.customerCode, {
      ...{ reasonCode, reason, until: until ?? null },
      items:
        scope === 'customer'
          ? []
          : [
              {
                ...{ documentId: claim.documentId, itemNo: claim.itemNo },
                ...(amount ? { amount: { amount, currency: claim.open.currency } } : {}),
              },
            ],
    })
  const saved = ({ approval }: WaiverAnswer) => {
    void message.success(
      approval === null ? t('waiver.granted') : t('waiver.asked', { number: approval.number }),
    )
    onSaved()
  }
  return (
    <FormDrawer<Fields, WaiverAnswer>
      title={t('waiver.title')}
      initial={{ scope: 'item', ...(owed === undefined ? {} : { amount: owed.amount }) }}
      send={send}
      onSaved={saved}
      onClose={onClose}
    >
      <Form.Item name="scope" label={t('waiver.scope')}>
        <Radio.Group
          options={(['item', 'customer'] as const).map((value) => ({ value, label: t(`waiver.${value}`) }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['scope']}>
        {({ getFieldValue }) =>
          getFieldValue('scope') === 'item' && (
            <Form.Item
              name="amount"
              label={`${t('waiver.amount')}（${claim.open.currency}）`}
              rules={[amountRule({ currency: claim.open.currency, required: true })]}
            >
              <AmountInput />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item
        name="reasonCode"
        label={t('waiver.kind')}
        rules={[{ required: true, message: t('needed') }]}
      >
        <Select options={reasons} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('waiver.reason')}
        extra={t('waiver.hint')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
