import { Alert, App, Button, Form, Input, Select, Space, Switch, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ConfirmAction } from '../../ui/confirm-action'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import styles from './access.module.css'
import { send, useAccessChanged, useAccessData, useRoleChoices, type ProviderSetting } from './api'

type Provider = NonNullable<ProviderSetting['provider']>

interface Fields extends Omit<Provider, 'createRole'> {
  clientSecret?: string
  createRole?: string | null
}

const proposed: Partial<Fields> = { tokenAuth: 'basic', claim: 'email', matchBy: 'email', active: true }

/** The organisation's own sign-in: where it is, who its people are here. */
export function ProviderPanel() {
  const { t } = useTranslation('access')
  const setting = useAccessData<ProviderSetting>('/api/v1/identity-provider')
  const body = () => {
    if (setting.error !== null)
      return <ErrorState error={setting.error} onRetry={() => void setting.refetch()} />
    if (setting.data === undefined) return <PanelSkeleton rows={4} />
    return <ProviderForm setting={setting.data} />
  }
  return <Panel title={t('provider.title')}>{body()}</Panel>
}

function ProviderForm({ setting }: { setting: ProviderSetting }) {
  const { t } = useTranslation(['access', 'common'])
  const { message } = App.useApp()
  const changed = useAccessChanged()
  const roles = useRoleChoices()
  const { provider } = setting
  const save = useMutation({
    mutationFn: ({ clientSecret, createRole, ...fields }: Fields) =>
      send<ProviderSetting>('PUT', 'identity-provider', {
        ...fields,
        createRole: createRole ?? null,
        ...(clientSecret === undefined || clientSecret === '' ? {} : { clientSecret }),
      }),
    onSuccess: () => {
      void changed()
      void message.success(t('saved'))
    },
  })
  const remove = async () => {
    await send('DELETE', 'identity-provider')
    await changed()
  }
  const needed = [{ required: true, message: t('needed') }]
  return (
    <Form<Fields>
      key={provider === null ? 'new' : provider.issuer}
      layout="vertical"
      requiredMark={false}
      className={styles.narrow}
      initialValues={provider ?? { ...proposed, label: t('provider.labelProposed') }}
      onFinish={(fields) => save.mutate(fields)}
    >
      <Alert type="info" showIcon title={t('provider.factorHint')} />
      <Form.Item label={t('provider.callback')} extra={t('provider.callbackHint')}>
        <Typography.Text copyable code>
          {setting.callbackUrl}
        </Typography.Text>
      </Form.Item>
      <Form.Item name="issuer" label={t('provider.issuer')} rules={needed}>
        <Input inputMode="url" placeholder="https://login.example.com" />
      </Form.Item>
      <Form.Item name="clientId" label={t('provider.clientId')} rules={needed}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="clientSecret"
        label={t('provider.clientSecret')}
        {...(provider === null ? { rules: needed } : { extra: t('provider.secretKept') })}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="tokenAuth" label={t('provider.tokenAuth')}>
        <Select
          options={(['basic', 'post'] as const).map((value) => ({
            value,
            label: t(`provider.auth.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="label" label={t('provider.label')} rules={needed}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="matchBy" label={t('provider.matchBy')} extra={t('provider.matchHint')}>
        <Select
          options={(['email', 'username'] as const).map((value) => ({
            value,
            label: t(`provider.by.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="claim" label={t('provider.claim')} rules={needed} extra={t('provider.claimHint')}>
        <Input />
      </Form.Item>
      <Form.Item name="createRole" label={t('provider.createRole')} extra={t('provider.createHint')}>
        <Select allowClear placeholder={t('provider.noCreation')} options={roles} />
      </Form.Item>
      <Form.Item name="active" label={t('provider.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <ProblemAlert error={save.error} />
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common:action.save')}
        </Button>
        {provider !== null && (
          <ConfirmAction
            danger
            label={t('remove')}
            question={t('provider.removeQuestion')}
            consequence={t('provider.removeHint')}
            onConfirm={remove}
          />
        )}
      </Space>
    </Form>
  )
}
