import { App, Button, Checkbox, Form, Input, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayField, DayItem } from '../../ui/days/day-field'
import { actOnBill, undoBill, useBillsChanged, type Bill, type BillAct, type Deed } from './api'
import styles from './bills.module.css'

type Chosen = BillAct | 'undo'
const risky: readonly Chosen[] = ['dishonour', 'withdraw', 'undo']
const needsDay = (act: Chosen) => act !== 'withdraw' && act !== 'undo'
const needsParty = (act: Chosen) => act === 'discount' || act === 'endorse'
const needsReason = (act: Chosen) => risky.includes(act)

interface Fields {
  on?: Dayjs
  party?: string
  charge?: string
  recourse?: boolean
  reason?: string
}

/** What may be done with a bill as it stands; each is confirmed in a dialog that says what follows. */
export function BillDeeds({ bill }: { bill: Bill }) {
  const { t } = useTranslation('bills')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  return (
    <Panel title={t('next')}>
      <div className={styles.buttons}>
        {bill.acts.map((act) => (
          <Button key={act} danger={risky.includes(act)} onClick={() => setChosen(act)}>
            {t(`act.${act}`)}
          </Button>
        ))}
      </div>
      {chosen !== null && <DeedDialog bill={bill} act={chosen} onClose={() => setChosen(null)} />}
    </Panel>
  )
}

function DeedDialog({ bill, act, onClose }: { bill: Bill; act: Chosen; onClose: () => void }) {
  const { t } = useTranslation('bills')
  const { message } = App.useApp()
  const changed = useBillsChanged()
  const [form] = Form.useForm<Fields>()
  const work = useMutation({
    mutationFn: (fields: Fields) =>
      act === 'undo' ? undoBill(bill.id, fields.reason ?? '') : actOnBill(bill.id, deedOf(bill, act, fields)),
    onSuccess: () => {
      void message.success(t('done'))
      changed()
      onClose()
    },
  })
  const rules = [{ required: true, message: t('needed') }]
  return (
    <Modal
      open
      title={t(`act.${act}`)}
      okText={t(`act.${act}`)}
      okButtonProps={{ loading: work.isPending, danger: risky.includes(act) }}
      onCancel={onClose}
      onOk={form.submit}
    >
      <p>{t(`consequence.${act}`)}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ on: dayjs(), recourse: true, charge: '0.00' }}
        onFinish={(fields) => work.mutate(fields)}
      >
        {needsDay(act) && (
          <DayItem name="on" label={t('on')} rules={rules}>
            <DayField minDate={dayjs(bill.receivedOn)} maxDate={dayjs()} />
          </DayItem>
        )}
        {needsParty(act) && (
          <Form.Item name="party" label={t(act === 'discount' ? 'discounter' : 'endorsee')} rules={rules}>
            <Input maxLength={200} />
          </Form.Item>
        )}
        {act === 'discount' && <DiscountFields currency={bill.amount.currency} />}
        {needsReason(act) && (
          <Form.Item name="reason" label={t('reason')} rules={rules}>
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
        )}
        <ProblemAlert error={work.error} />
      </Form>
    </Modal>
  )
}

function DiscountFields({ currency }: { currency: string }) {
  const { t } = useTranslation('bills')
  const amountRule = useAmountRule()
  return (
    <>
      <Form.Item
        name="charge"
        label={t('charge')}
        rules={[amountRule({ currency, required: true, zero: true })]}
      >
        <AmountInput suffix={currency} />
      </Form.Item>
      <Form.Item name="recourse" valuePropName="checked" extra={t('recourseHint')}>
        <Checkbox>{t('withRecourseLong')}</Checkbox>
      </Form.Item>
    </>
  )
}

function deedOf(bill: Bill, act: BillAct, fields: Fields): Deed {
  const on = (fields.on ?? dayjs()).format('YYYY-MM-DD')
  const { party = '', reason = '' } = fields
  switch (act) {
    case 'discount':
      return {
        ...{ act, on, party, recourse: fields.recourse ?? true },
        charge: { amount: fields.charge ?? '0', currency: bill.amount.currency },
      }
    case 'endorse':
      return { act, on, party }
    case 'dishonour':
      return { act, on, reason }
    case 'withdraw':
      return { act, reason }
    case 'present':
    case 'pay':
      return { act, on }
  }
}
