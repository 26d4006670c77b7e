import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { useChannelsChanged } from './channel-api'
import styles from './notifications.module.css'
import { trySms, type SmsAccount, type SmsTryResult } from './sms-api'

interface Fields {
  phone: string
  templateId: string
  params?: string
}

/** `amount=1,200.00; days=5`, or for places without names just `1,200.00; 5`. */
function paramsOf(text: string): { name: string; value: string }[] {
  return text
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, index) => {
      const at = part.indexOf('=')
      const name = at > 0 ? part.slice(0, at).trim() : String(index + 1)
      return { name, value: at > 0 ? part.slice(at + 1).trim() : part }
    })
}

function Outcome({ result }: { result: SmsTryResult }) {
  const { t } = useTranslation('notifications')
  const text = useText()
  const { outcome, reason, todo } = result
  if (outcome === 'sent')
    return (
      <Alert type="success" showIcon role="status" title={t('try.sent')} description={t('sms.sentHint')} />
    )
  return (
    <Alert
      type={outcome === 'unclear' ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={t(outcome === 'rejected' ? 'try.rejected' : outcome === 'retry' ? 'try.retry' : 'sms.unclear')}
      description={
        <>
          {reason !== null && <p>{text(reason)}</p>}
          {todo !== null && <p>{t('sms.todo', { todo: text(todo) })}</p>}
        </>
      }
    />
  )
}

/** Sends a test SMS with the account as it was saved, and shows what the platform said and what to do about it. */
export function SmsTry({ provider }: { provider: SmsAccount['provider'] }) {
  const { t } = useTranslation('notifications')
  const changed = useChannelsChanged()
  const attempt = useMutation({
    mutationFn: ({ phone, templateId, params = '' }: Fields) =>
      trySms({ phone, templateId, params: paramsOf(params) }),
    onSuccess: () => changed(),
  })
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      className={styles.form ?? ''}
      onFinish={(fields) => attempt.mutate(fields)}
    >
      <Form.Item
        name="phone"
        label={t('sms.tryTo')}
        extra={t('mail.tryHint')}
        rules={[{ required: true, pattern: /^\+?[\d\s-]{6,29}$/, message: t('sms.phoneShape') }]}
      >
        <Input maxLength={30} inputMode="tel" placeholder="13800138000" />
      </Form.Item>
      <Form.Item
        name="templateId"
        label={t('sms.template')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input maxLength={60} placeholder={provider === 'aliyun' ? 'SMS_123456789' : '1234567'} />
      </Form.Item>
      <Form.Item name="params" label={t('sms.params')} extra={t(`sms.paramsHint.${provider}`)}>
        <Input maxLength={500} placeholder={provider === 'aliyun' ? 'amount=100.00; days=3' : '100.00; 3'} />
      </Form.Item>
      <Button htmlType="submit" loading={attempt.isPending}>
        {t('sms.send')}
      </Button>
      <div className={styles.outcome}>
        {attempt.data !== undefined && <Outcome result={attempt.data} />}
        <ProblemAlert error={attempt.error} />
      </div>
    </Form>
  )
}
