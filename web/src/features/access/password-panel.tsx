import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { send, useAccessChanged } from './api'

interface Fields {
  currentPassword: string
  newPassword: string
}

/** Changes one's own password. */
export function PasswordPanel() {
  const { t } = useTranslation('access')
  const { message } = App.useApp()
  const changed = useAccessChanged()
  const [form] = Form.useForm<Fields>()
  const change = useMutation({
    mutationFn: (body: Fields) => send('PUT', 'session/password', body),
    onSuccess: () => {
      form.resetFields()
      void changed()
      void message.success(t('profile.changed'))
    },
  })
  const rules = [{ required: true, message: t('needed') }]
  return (
    <Panel title={t('profile.password')}>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => change.mutate(body)}
      >
        <Form.Item name="currentPassword" label={t('profile.currentPassword')} rules={rules}>
          <Input.Password autoComplete="current-password" style={{ maxWidth: 320 }} />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={t('profile.newPassword')}
          extra={t('profile.passwordHint')}
          rules={rules}
        >
          <Input.Password autoComplete="new-password" style={{ maxWidth: 320 }} />
        </Form.Item>
        <ProblemAlert error={change.error} />
        <Button htmlType="submit" loading={change.isPending}>
          {t('profile.change')}
        </Button>
      </Form>
    </Panel>
  )
}
