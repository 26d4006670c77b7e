import { Form, Input, Radio, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useSegments } from '../../session/segments'
import { CustomerPicker } from '../../ui/customer-picker'
import { FormDrawer } from '../../ui/form-drawer'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayField, DayItem } from '../../ui/days/day-field'
import { billKinds, receiveBill, type Bill, type NewBill } from './api'

interface Fields {
  number: string
  subRange?: string
  kind: NewBill['kind']
  customerCode: string
  segment: string
  amount: string
  drawer: string
  acceptor: string
  issuedOn: Dayjs
  maturesOn: Dayjs
  receivedOn: Dayjs
  reference?: string
}

interface ReceiveDrawerProps {
  onClose: () => void
  onSaved: (bill: Bill) => void
}

const day = (value: Dayjs) => value.format('YYYY-MM-DD')

/** Registers a bill that a customer gave in payment; what it settles is found by the matching or said by hand later. */
export function ReceiveDrawer({ onClose, onSaved }: ReceiveDrawerProps) {
  const { t } = useTranslation('bills')
  const amountRule = useAmountRule()
  const segments = useSegments().data?.items
  if (segments === undefined) return null
  const rules = [{ required: true, message: t('needed') }]
  const send = ({ amount, issuedOn, maturesOn, receivedOn, subRange, reference, ...rest }: Fields) => {
    const currency = segments.find(({ code }) => code === rest.segment)?.currency ?? 'CNY'
    return receiveBill({
      ...{ ...rest, amount: { amount, currency }, subRange: subRange ?? '', reference: reference ?? '' },
      ...{ issuedOn: day(issuedOn), maturesOn: day(maturesOn), receivedOn: day(receivedOn), items: [] },
    })
  }
  const [only] = segments
  return (
    <FormDrawer<Fields, Bill>
      title={t('receive.title')}
      initial={{ kind: 'bank', receivedOn: dayjs(), ...(only ? { segment: only.code } : {}) }}
      send={send}
      onSaved={onSaved}
      onClose={onClose}
    >
      <p className="xh-quiet" style={{ marginBottom: 16 }}>
        {t('receive.hint')}
      </p>
      <Form.Item name="kind" label={t('kind.title')}>
        <Radio.Group options={billKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="number"
        label={t('number')}
        rules={[...rules, { pattern: /^[0-9A-Za-z-]+$/, message: t('receive.numberRule') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="subRange" label={t('subRange')} extra={t('receive.subRangeHint')}>
        <Input maxLength={31} placeholder="1-100000" />
      </Form.Item>
      <Form.Item name="customerCode" label={t('customer')} rules={rules}>
        <CustomerPicker />
      </Form.Item>
      <Form.Item name="segment" label={t('segment')} rules={rules}>
        <Select options={segments.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))} />
      </Form.Item>
      <Form.Item name="amount" label={t('amount')} rules={[amountRule({ required: true })]}>
        <AmountInput />
      </Form.Item>
      <Form.Item name="drawer" label={t('drawer')} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="acceptor" label={t('acceptor')} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
      <DayItem name="issuedOn" label={t('issuedOn')} rules={rules}>
        <DayField maxDate={dayjs()} />
      </DayItem>
      <DayItem name="maturesOn" label={t('maturesOn')} rules={rules}>
        <DayField />
      </DayItem>
      <DayItem name="receivedOn" label={t('receivedOn')} rules={rules}>
        <DayField maxDate={dayjs()} />
      </DayItem>
      <Form.Item name="reference" label={t('reference')} extra={t('receive.referenceHint')}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}
