import { App, Button, Form, Input, Radio, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { useChannelsChanged } from './channel-api'
import styles from './notifications.module.css'
import { putSmsAccount, type SmsAccount } from './sms-api'

interface Fields {
  provider: SmsAccount['provider']
  endpoint: string
  region: string
  accessKeyId: string
  secret?: string
  signName: string
  appId?: string
  active: boolean
}

const providers = ['aliyun', 'tencent'] as const
const places: Readonly<Record<SmsAccount['provider'], { endpoint: string; region: string }>> = {
  aliyun: { endpoint: 'https://dysmsapi.aliyuncs.com', region: 'cn-hangzhou' },
  tencent: { endpoint: 'https://sms.tencentcloudapi.com', region: 'ap-guangzhou' },
}

function startOf(account: SmsAccount | null): Partial<Fields> {
  if (account === null) return { provider: 'aliyun', ...places.aliyun, active: true }
  return { ...account, appId: account.appId ?? '' }
}

/** Keys and signature of the account. The secret goes in, but never comes out again. */
export function SmsForm({ account }: { account: SmsAccount | null }) {
  const { t } = useTranslation(['notifications', 'common'])
  const { message } = App.useApp()
  const { can } = useUser()
  const changed = useChannelsChanged()
  const [form] = Form.useForm<Fields>()
  const provider = Form.useWatch('provider', form) ?? account?.provider ?? 'aliyun'
  const keyId = Form.useWatch('accessKeyId', form)
  const isKept = account !== null && keyId === account.accessKeyId
  const save = useMutation({
    mutationFn: ({ secret = '', appId = '', ...rest }: Fields) =>
      putSmsAccount({
        ...rest,
        appId: rest.provider === 'tencent' ? appId : null,
        ...(secret === '' ? {} : { secret }),
      }),
    onSuccess: () => {
      form.setFieldValue('secret', '')
      void message.success(t('saved'))
      return changed()
    },
  })
  const needed = { required: true, whitespace: true, message: t('needed') }
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      className={styles.form ?? ''}
      disabled={!can('settings:write')}
      initialValues={startOf(account)}
      onFinish={(fields) => save.mutate(fields)}
    >
      <Form.Item name="provider" label={t('sms.provider')}>
        <Radio.Group
          options={providers.map((value) => ({ value, label: t(`sms.${value}`) }))}
          onChange={({ target }) => form.setFieldsValue(places[target.value as SmsAccount['provider']])}
        />
      </Form.Item>
      <Form.Item name="accessKeyId" label={t(`sms.key.${provider}`)} rules={[needed]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="secret"
        label={t(`sms.secret.${provider}`)}
        extra={t(isKept ? 'sms.secretKept' : 'mail.passwordHint')}
        rules={[{ ...needed, required: !isKept }]}
      >
        <Input.Password maxLength={500} autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="signName" label={t('sms.signName')} extra={t('sms.signHint')} rules={[needed]}>
        <Input maxLength={60} />
      </Form.Item>
      {provider === 'tencent' && (
        <Form.Item name="appId" label="SmsSdkAppId" rules={[needed]}>
          <Input maxLength={60} />
        </Form.Item>
      )}
      <div className={styles.pair}>
        <Form.Item
          name="endpoint"
          label={t('sms.endpoint')}
          rules={[{ required: true, pattern: /^https?:\/\/\S+$/, message: t('robot.urlShape') }]}
        >
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="region" label={t('sms.region')} rules={[needed]}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <Form.Item name="active" label={t('mail.active')} valuePropName="checked" extra={t('sms.activeHint')}>
        <Switch />
      </Form.Item>
      <ProblemAlert error={save.error} />
      {can('settings:write') && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common:action.save')}
        </Button>
      )}
    </Form>
  )
}
