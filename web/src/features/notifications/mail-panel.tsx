import { App, Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StatusTag } from '../../ui/status-tag'
import { putMailServer, useChannelsChanged, useMailServer, type MailServer } from './channel-api'
import { MailTry } from './mail-try'
import styles from './notifications.module.css'

interface Fields {
  host: string
  port: number
  security: MailServer['security']
  username?: string
  password?: string
  from: string
  active: boolean
}

const ports: Readonly<Record<MailServer['security'], number>> = { tls: 465, starttls: 587, none: 25 }
const addressShape = /^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/

function startOf(server: MailServer | null): Partial<Fields> {
  if (server === null) return { security: 'tls', port: ports.tls, active: true }
  const { host, port, security, username, from, active } = server
  return { host, port, security, username: username ?? '', from, active }
}

function MailForm({ server }: { server: MailServer | null }) {
  const { t } = useTranslation(['notifications', 'common'])
  const { message } = App.useApp()
  const changed = useChannelsChanged()
  const [form] = Form.useForm<Fields>()
  const save = useMutation({
    mutationFn: ({ username = '', password = '', ...rest }: Fields) => {
      const secret = password === '' ? {} : { password }
      return putMailServer({ ...rest, username: username === '' ? null : username, ...secret })
    },
    onSuccess: () => {
      form.setFieldValue('password', '')
      void message.success(t('saved'))
      return changed()
    },
  })
  const needed = { required: true, message: t('needed') }
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      className={styles.form ?? ''}
      initialValues={startOf(server)}
      onFinish={(fields) => save.mutate(fields)}
    >
      <Form.Item name="host" label={t('mail.host')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={253} placeholder="smtp.exmail.qq.com" />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="security" label={t('mail.security')}>
          <Select
            onChange={(value: MailServer['security']) => form.setFieldValue('port', ports[value])}
            options={(['tls', 'starttls', 'none'] as const).map((value) => ({
              value,
              label: t(value === 'none' ? 'mail.insecure' : `mail.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="port" label={t('mail.port')} rules={[needed]}>
          <InputNumber min={1} max={65_535} precision={0} controls={false} />
        </Form.Item>
      </div>
      <Form.Item name="username" label={t('mail.username')} extra={t('mail.usernameHint')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('mail.password')}
        extra={server?.hasPassword === true ? t('mail.passwordKept') : t('mail.passwordHint')}
      >
        <Input.Password maxLength={500} autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="from"
        label={t('mail.from')}
        rules={[{ ...needed, pattern: addressShape, message: t('mail.fromShape') }]}
      >
        <Input maxLength={300} placeholder="Xinheng <credit@example.com>" />
      </Form.Item>
      <Form.Item name="active" label={t('mail.active')} valuePropName="checked" extra={t('mail.activeHint')}>
        <Switch />
      </Form.Item>
      <ProblemAlert error={save.error} />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('common:action.save')}
      </Button>
    </Form>
  )
}

/** The mail server of the installation, and trying it. */
export function MailPanel() {
  const { t } = useTranslation('notifications')
  const found = useMailServer()
  const content = () => {
    if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
    if (found.isPending) return <PanelSkeleton rows={6} />
    const { server } = found.data
    return (
      <div className={styles.columns}>
        <MailForm key={server === null ? 'new' : 'known'} server={server} />
        {server !== null && <MailTry />}
      </div>
    )
  }
  const server = found.data?.server
  return (
    <Panel
      title={t('mail.title')}
      extra={
        found.data !== undefined && (
          <StatusTag tone={server?.active === true ? 'good' : 'neutral'}>
            {t(server == null ? 'mail.none' : server.active ? 'on' : 'off')}
          </StatusTag>
        )
      }
    >
      {content()}
    </Panel>
  )
}
