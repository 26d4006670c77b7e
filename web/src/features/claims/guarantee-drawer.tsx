import { Form, Input, InputNumber, Select, Switch } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { CustomerPicker } from '../../ui/customer-picker'
import { FormDrawer } from '../../ui/form-drawer'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayField, DayItem } from '../../ui/days/day-field'
import { recordGuarantee, type Claim, type Guarantee } from './api'

const modes = ['general', 'joint', 'unspecified'] as const
const periods = ['none', 'until_paid', 'months', 'until'] as const

interface Fields {
  scope: 'invoice' | 'customer'
  guarantor: string
  guarantorCode?: string
  mode: Guarantee['mode']
  contract?: string
  signedOn?: Dayjs | null
  agreed: Guarantee['agreed']
  months?: number
  until?: Dayjs
  maxAmount: boolean
  determinedOn?: Dayjs | null
  amount?: string
  evidence: string
}

function agreedOf({ agreed, months, until }: Fields) {
  if (agreed === 'months') return { kind: agreed, months }
  if (agreed === 'until') return { kind: agreed, on: until?.format('YYYY-MM-DD') }
  return { kind: agreed }
}

interface GuaranteeDrawerProps {
  claim: Claim
  onClose: () => void
  onSaved: () => void
}

/** Records who answers for this receivable or for all debts of the customer, and how long. It is never changed. */
export function GuaranteeDrawer({ claim, onClose, onSaved }: GuaranteeDrawerProps) {
  const { t } = useTranslation('claims')
  const required = [{ required: true, message: t('needed') }]
  const send = (fields: Fields) =>
    recordGuarantee(claim.customerCode, {
      documentId: fields.scope === 'invoice' ? claim.documentId : null,
      ...{ guarantor: fields.guarantor, guarantorCode: fields.guarantorCode ?? null, mode: fields.mode },
      ...{ contract: fields.contract || null, signedOn: fields.signedOn?.format('YYYY-MM-DD') ?? null },
      ...{ agreed: agreedOf(fields), maxAmount: fields.maxAmount, evidence: fields.evidence },
      determinedOn: fields.maxAmount ? (fields.determinedOn?.format('YYYY-MM-DD') ?? null) : null,
      amount: fields.amount ? { amount: fields.amount, currency: claim.open.currency } : null,
    })
  return (
    <FormDrawer<Fields, unknown>
      title={t('guarantee.record')}
      initial={{ scope: 'invoice', mode: 'unspecified', agreed: 'none', maxAmount: false }}
      send={send}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="scope" label={t('guarantee.scope')}>
        <Select
          options={(['invoice', 'customer'] as const).map((value) => ({
            value,
            label: t(`guarantee.of.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="guarantor" label={t('guarantee.guarantor')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="guarantorCode" label={t('guarantee.guarantorCode')}>
        <CustomerPicker />
      </Form.Item>
      <Form.Item name="mode" label={t('guarantee.kind')}>
        <Select options={modes.map((value) => ({ value, label: t(`guarantee.mode.${value}`) }))} />
      </Form.Item>
      <PeriodFields />
      <AmountFields currency={claim.open.currency} />
      <Form.Item name="contract" label={t('terms.contract')}>
        <Input maxLength={200} />
      </Form.Item>
      <DayItem name="signedOn" label={t('terms.signedOn')}>
        <DayField />
      </DayItem>
      <Form.Item name="evidence" label={t('act.evidence')} rules={required}>
        <Input.TextArea rows={3} maxLength={1000} placeholder={t('act.evidenceHint')} />
      </Form.Item>
    </FormDrawer>
  )
}

function PeriodFields() {
  const { t } = useTranslation('claims')
  const required = [{ required: true, message: t('needed') }]
  return (
    <>
      <Form.Item name="agreed" label={t('guarantee.period')} extra={t('guarantee.periodHint')}>
        <Select options={periods.map((value) => ({ value, label: t(`guarantee.agreed.${value}`) }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['agreed']}>
        {({ getFieldValue }) => (
          <>
            {getFieldValue('agreed') === 'months' && (
              <Form.Item name="months" label={t('guarantee.months')} rules={required}>
                <InputNumber min={1} max={600} precision={0} />
              </Form.Item>
            )}
            {getFieldValue('agreed') === 'until' && (
              <DayItem name="until" label={t('guarantee.until')} rules={required}>
                <DayField />
              </DayItem>
            )}
          </>
        )}
      </Form.Item>
    </>
  )
}

function AmountFields({ currency }: { currency: string }) {
  const { t } = useTranslation('claims')
  const amountRule = useAmountRule()
  return (
    <>
      <Form.Item
        name="amount"
        label={`${t('guarantee.amount')}（${currency}）`}
        rules={[amountRule({ currency })]}
      >
        <AmountInput placeholder={t('guarantee.amountHint')} />
      </Form.Item>
      <Form.Item name="maxAmount" label={t('guarantee.maxAmount')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item noStyle dependencies={['maxAmount']}>
        {({ getFieldValue }) =>
          getFieldValue('maxAmount') === true && (
            <DayItem name="determinedOn" label={t('guarantee.determinedOn')}>
              <DayField />
            </DayItem>
          )
        }
      </Form.Item>
    </>
  )
}
