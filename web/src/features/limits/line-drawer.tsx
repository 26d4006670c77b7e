import { App, Button, Drawer, Form, Input, Radio } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayField, DayItem } from '../../ui/days/day-field'
import { addLine, useLimitsChanged, type Account, type LineBody } from './api'

interface Fields {
  kind: LineBody['kind']
  amount: string
  validFrom: Dayjs
  validTo?: Dayjs | null
  reason: string
}

const day = 'YYYY-MM-DD'

/** Adds a dated component: temporary and seasonal ones end by themselves. */
export function LineDrawer({
  code,
  account,
  onClose,
}: {
  code: string
  account: Account
  onClose: () => void
}) {
  const { t } = useTranslation('limits')
  const amountRule = useAmountRule()
  const { message } = App.useApp()
  const changed = useLimitsChanged()
  const [form] = Form.useForm<Fields>()
  const kind = Form.useWatch('kind', form)
  const endNeeded = kind === 'temporary' || kind === 'seasonal'
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      addLine(code, account.segment, {
        kind: fields.kind,
        amount: { amount: fields.amount, currency: account.currency },
        validFrom: fields.validFrom.format(day),
        reason: fields.reason,
        ...(fields.validTo == null ? {} : { validTo: fields.validTo.format(day) }),
      }),
    onSuccess: ({ requestId }) => {
      onClose()
      if (requestId === undefined) void message.success(t('line.added'))
      else void message.info(t('account.requested'), 6)
    },
    onSettled: changed,
  })
  return (
    <Drawer
      open
      title={t('line.add')}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={save.isPending} onClick={form.submit}>
          {t('line.add')}
        </Button>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'temporary', validFrom: dayjs() }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item
          name="kind"
          label={t('line.kind')}
          extra={kind === undefined ? null : t(`lineHint.${kind}`)}
        >
          <Radio.Group
            options={(['temporary', 'seasonal', 'secured', 'base'] as const).map((value) => ({
              value,
              label: t(`lineKind.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="amount"
          label={t('account.limit', { currency: account.currency })}
          rules={[amountRule({ currency: account.currency, required: true })]}
        >
          <AmountInput />
        </Form.Item>
        <DayItem
          name="validFrom"
          label={t('line.from')}
          rules={[{ required: true, message: t('line.dayNeeded') }]}
        >
          <DayField />
        </DayItem>
        <DayItem
          name="validTo"
          label={t('line.to')}
          rules={endNeeded ? [{ required: true, message: t('line.endNeeded') }] : []}
        >
          <DayField minDate={dayjs()} />
        </DayItem>
        <Form.Item
          name="reason"
          label={t('line.reason')}
          rules={[{ required: true, whitespace: true, message: t('line.reasonNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <ProblemAlert error={save.error} />
      </Form>
    </Drawer>
  )
}
