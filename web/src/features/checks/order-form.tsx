import { Button, Form, Input, InputNumber, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSegmentOptions, useSegments } from '../../session/segments'
import { CustomerPicker } from '../../ui/customer-picker'
import { cx } from '../../ui/cx'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { amountFault, typedAmount } from '../../ui/amounts/typed-amount'
import { DayField, DayItem } from '../../ui/days/day-field'
import { useCustomerAccounts, type OrderDraft } from './api'
import styles from './checks.module.css'

interface Fields {
  customerCode?: string
  segment?: string
  number?: string
  amount?: string
  currency?: string
  netDays?: number | null
  shipDate?: Dayjs | null
}

const currencies = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP']

/** The draft once enough is known to ask; the order number may still be missing. */
function draftOf(fields: Fields): OrderDraft | undefined {
  const { customerCode, segment, amount = '', currency, number = '', netDays, shipDate } = fields
  if (customerCode === undefined || segment === undefined || currency === undefined) return undefined
  if (amountFault(amount, { currency }) !== undefined) return undefined
  return {
    customerCode,
    segment,
    number: number.trim(),
    amount: { amount: typedAmount(amount), currency },
    netDays: netDays ?? undefined,
    shipDate: shipDate?.format('YYYY-MM-DD'),
  }
}

interface OrderFormProps {
  initialCustomer: string | undefined
  /** Called on every change; undefined while the order cannot be asked about yet. */
  onDraft: (draft: OrderDraft | undefined) => void
  onCommit: (draft: OrderDraft) => void
  committing: boolean
  /** The answer in one line, above the buttons of a phone. */
  verdict: ReactNode
}

/** Fills segment, currency and terms from the account of the chosen customer. */
function useAccountDefaults(form: ReturnType<typeof Form.useForm<Fields>>[0], announce: () => void) {
  const customerCode = Form.useWatch('customerCode', form)
  const segment = Form.useWatch('segment', form)
  const accounts = useCustomerAccounts(customerCode).data?.items
  const segments = useSegments().data?.items
  useEffect(() => {
    if (accounts === undefined) return
    const known = accounts.find((one) => one.segment === form.getFieldValue('segment')) ?? accounts[0]
    const segment = known?.segment ?? segments?.[0]?.code
    if (segment !== undefined) form.setFieldsValue({ segment })
  }, [accounts, segments, form])
  useEffect(() => {
    const account = accounts?.find((one) => one.segment === segment)
    const currency = account?.currency ?? segments?.find((one) => one.code === segment)?.currency
    if (currency !== undefined) form.setFieldsValue({ currency })
    if (accounts !== undefined) form.setFieldsValue({ netDays: account?.terms?.netDays ?? null })
    announce()
    // Only when another account is looked at: what was typed afterwards stays.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [accounts, segment, segments])
}

/** An order to ask about. */
export function OrderForm({ initialCustomer, onDraft, onCommit, committing, verdict }: OrderFormProps) {
  const { t } = useTranslation('checks')
  const amountRule = useAmountRule()
  const [form] = Form.useForm<Fields>()
  const segmentOptions = useSegmentOptions()
  const currency = Form.useWatch('currency', form)
  const announce = () => onDraft(draftOf(form.getFieldsValue()))
  useAccountDefaults(form, announce)
  const commit = (fields: Fields) => {
    const draft = draftOf(fields)
    if (draft !== undefined) onCommit(draft)
  }
  const needed = { required: true, message: t('form.needed') }
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ customerCode: initialCustomer, currency: 'CNY' }}
      onValuesChange={announce}
      onFinish={commit}
      className={cx(styles.withButtons)}
    >
      <Form.Item name="customerCode" label={t('form.customer')} rules={[needed]}>
        <CustomerPicker autoFocus={initialCustomer === undefined} />
      </Form.Item>
      <Form.Item name="segment" label={t('form.segment')} rules={[needed]}>
        <Select options={[...segmentOptions]} />
      </Form.Item>
      <Form.Item label={t('form.amount')} htmlFor="amount" required>
        <div className={styles.money}>
          <Form.Item name="amount" noStyle rules={[amountRule({ currency, required: true })]}>
            <AmountInput placeholder="80000.00" />
          </Form.Item>
          <Form.Item name="currency" noStyle>
            <Select
              aria-label={t('form.currency')}
              options={currencies.map((value) => ({ value, label: value }))}
            />
          </Form.Item>
        </div>
      </Form.Item>
      <Form.Item
        name="number"
        label={t('form.number')}
        extra={t('form.numberHint')}
        rules={[{ ...needed, whitespace: true }, { max: 64 }]}
      >
        <Input autoComplete="off" maxLength={64} placeholder="SO-2026-0001" />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="netDays" label={t('form.netDays')}>
          <InputNumber min={0} max={3650} precision={0} className={cx(styles.wide)} />
        </Form.Item>
        <DayItem name="shipDate" label={t('form.shipDate')}>
          <DayField minDate={dayjs()} className={cx(styles.wide)} />
        </DayItem>
      </div>
      <div className={styles.buttons}>
        <div className={styles.short}>{verdict}</div>
        <Button type="primary" htmlType="submit" loading={committing}>
          {t('form.commit')}
        </Button>
        <Button
          onClick={() => {
            form.resetFields()
            onDraft(undefined)
          }}
        >
          {t('form.clear')}
        </Button>
      </div>
    </Form>
  )
}
