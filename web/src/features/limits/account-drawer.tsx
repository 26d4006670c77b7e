import { App, Button, Drawer, Form, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useSegments } from '../../session/segments'
import { ProblemAlert } from '../../ui/error-state'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { putAccount, useLimitsChanged, type Account } from './api'

interface Fields {
  limitMode: Account['limitMode']
  limit?: string
  netDays?: number | null
}

interface AccountDrawerProps {
  code: string
  segment: string
  /** Without it the account is opened. */
  account?: Account
  onClose: () => void
}

/** Mode, base limit and terms of an account. More credit than one may grant becomes a request. */
export function AccountDrawer({ code, segment, account, onClose }: AccountDrawerProps) {
  const { t } = useTranslation('limits')
  const amountRule = useAmountRule()
  const { message } = App.useApp()
  const changed = useLimitsChanged()
  const segments = useSegments().data?.items
  const currency = account?.currency ?? segments?.find((one) => one.code === segment)?.currency ?? ''
  const [form] = Form.useForm<Fields>()
  const mode = Form.useWatch('limitMode', form)
  const save = useMutation({
    mutationFn: ({ limitMode, limit, netDays }: Fields) =>
      putAccount(code, segment, {
        currency,
        limitMode,
        ...(limitMode === 'amount' && limit !== undefined && limit !== ''
          ? { limit: { amount: limit, currency } }
          : {}),
        ...(netDays == null ? {} : { terms: { netDays } }),
      }),
    onSuccess: ({ requestId }) => {
      onClose()
      if (requestId === undefined) void message.success(t('account.saved'))
      else void message.info(t('account.requested'), 6)
    },
    onSettled: changed,
  })
  return (
    <Drawer
      open
      title={t('account.edit')}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={save.isPending} onClick={form.submit}>
          {t('account.save')}
        </Button>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          limitMode: account?.limitMode ?? 'amount',
          netDays: account?.terms?.netDays ?? null,
        }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="limitMode" label={t('account.mode')}>
          <Radio.Group
            options={(['amount', 'none', 'unlimited'] as const).map((value) => ({
              value,
              label: t(`mode.${value}`),
            }))}
          />
        </Form.Item>
        {mode === 'amount' && (
          <Form.Item
            name="limit"
            label={t('account.limit', { currency })}
            extra={t('account.limitHint')}
            rules={[amountRule({ currency, required: account === undefined, zero: true })]}
          >
            <AmountInput />
          </Form.Item>
        )}
        <Form.Item name="netDays" label={t('account.netDays')}>
          <InputNumber min={0} max={3650} precision={0} />
        </Form.Item>
        <ProblemAlert error={save.error} />
      </Form>
    </Drawer>
  )
}
