import { Alert, Button, Drawer, Flex, Form, InputNumber, Radio, Select, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { CustomerPicker } from '../../ui/customer-picker'
import { ProblemAlert } from '../../ui/error-state'
import { useJoined } from '../../ui/use-joined'
import { DayRangePicker } from '../../ui/days/day-picker'
import { mailStatements, makeLink } from './api'

interface Fields {
  to: 'one' | 'all' | 'link'
  customer?: string
  period: [Dayjs, Dayjs]
  language: 'zh-CN' | 'en'
  validDays: number
}

type Sent = { kind: 'mailed'; queued: number; without: readonly string[] } | { kind: 'link'; address: string }

async function send({ to, customer, period: [from, asOf], language, validDays }: Fields): Promise<Sent> {
  const common = { from: from.format('YYYY-MM-DD'), asOf: asOf.format('YYYY-MM-DD'), language, validDays }
  if (to === 'link') {
    const { path } = await makeLink({ ...common, customerCode: customer })
    return { kind: 'link', address: `${window.location.origin}${path}` }
  }
  const { queued, withoutAddress } = await mailStatements({
    ...common,
    customerCodes: to === 'all' ? null : [customer],
  })
  return { kind: 'mailed', queued: queued.length, without: withoutAddress }
}

/** Sends statements: to one customer, to everybody who owes something, or as a link that one hands over oneself. */
export function SendDrawer({ onClose, onSent }: { onClose: () => void; onSent: () => void }) {
  const { t, i18n } = useTranslation('statements')
  const joined = useJoined()
  const [form] = Form.useForm<Fields>()
  const sending = useMutation({ mutationFn: send, onSuccess: onSent })
  const rules = [{ required: true, message: t('needed') }]
  const initial: Partial<Fields> = {
    to: 'one',
    period: [dayjs().subtract(3, 'month'), dayjs()],
    language: i18n.language === 'en' ? 'en' : 'zh-CN',
    validDays: 14,
  }
  return (
    <Drawer
      open
      title={t('send.title')}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={sending.isPending} onClick={form.submit}>
          {t('send.go')}
        </Button>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => sending.mutate(fields)}
      >
        <Form.Item name="to" label={t('send.to')}>
          <Radio.Group
            options={(['one', 'all', 'link'] as const).map((value) => ({ value, label: t(`send.${value}`) }))}
          />
        </Form.Item>
        <Form.Item noStyle dependencies={['to']}>
          {({ getFieldValue }) =>
            getFieldValue('to') !== 'all' && (
              <Form.Item name="customer" label={t('customer')} rules={rules}>
                <CustomerPicker />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item name="period" label={t('period')} rules={rules}>
          <DayRangePicker maxDate={dayjs()} allowClear={false} />
        </Form.Item>
        <Form.Item name="language" label={t('send.language')}>
          <Select
            options={[
              { value: 'zh-CN', label: t('send.chinese') },
              { value: 'en', label: t('send.english') },
            ]}
          />
        </Form.Item>
        <Form.Item name="validDays" label={t('send.validDays')} rules={rules}>
          <InputNumber min={1} max={90} precision={0} />
        </Form.Item>
        <ProblemAlert error={sending.error} />
        {sending.data?.kind === 'mailed' && (
          <Alert
            type="success"
            showIcon
            title={t('send.queued', { count: sending.data.queued })}
            description={
              sending.data.without.length > 0 &&
              t('send.without', { codes: joined(sending.data.without.slice(0, 20)) })
            }
          />
        )}
        {sending.data?.kind === 'link' && (
          <Flex vertical gap="small">
            <Alert type="success" showIcon title={t('send.linkMade')} description={t('send.linkOnce')} />
            <Typography.Paragraph copyable>{sending.data.address}</Typography.Paragraph>
          </Flex>
        )}
      </Form>
    </Drawer>
  )
}
