import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { StatusTag } from '../../ui/status-tag'
import { useJoined } from '../../ui/use-joined'
import {
  createWebhook,
  deleteWebhook,
  putWebhook,
  useSettingsChanged,
  useWebhooks,
  type NewWebhook,
  type NewWebhookBody,
  type Webhook,
} from './api'
import { FormDrawer } from './form-drawer'
import { SecretOnce } from './secret-once'
import styles from './settings.module.css'
import { SettingsTable } from './settings-table'
import { webhookEvents, type WebhookEvent } from './webhook-events'

/** Any http or https address, also of a machine in the house without a domain. */
function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}

function WebhookDrawer({ onClose, onMade }: { onClose: () => void; onMade: (made: NewWebhook) => void }) {
  const { t } = useTranslation('settings')
  const eventName = useEventName()
  const needed = { required: true, message: t('needed') }
  return (
    <FormDrawer<NewWebhookBody, NewWebhook>
      title={t('webhook.add')}
      initial={{ events: ['credit_check.decided', 'hold.opened'] }}
      send={createWebhook}
      onSaved={onMade}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('webhook.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="url"
        label={t('webhook.url')}
        rules={[
          {
            validator: (_, value) =>
              isHttpUrl(String(value ?? ''))
                ? Promise.resolve()
                : Promise.reject(new Error(t('webhook.urlShape'))),
          },
        ]}
      >
        <Input placeholder="https://erp.example.com/xinheng" />
      </Form.Item>
      <Form.Item name="events" label={t('webhook.events')} rules={[needed]}>
        <Select
          mode="multiple"
          options={webhookEvents.map((value) => ({ value, label: eventName(value) }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}

function useEventName(): (event: WebhookEvent) => string {
  const { t } = useTranslation('settings')
  return (event) => t(`event.${event.replace('.', '_')}` as 'event.hold_opened')
}

function Actions({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('settings')
  const { message } = App.useApp()
  const changed = useSettingsChanged()
  const act = useMutation({
    mutationFn: async (what: 'toggle' | 'delete') => {
      if (what === 'delete') await deleteWebhook(webhook.id)
      else await putWebhook(webhook.id, { active: !webhook.active })
    },
    onSuccess: () => void message.success(t('saved')),
    onSettled: changed,
  })
  return (
    <div className={styles.rowActions}>
      <Button size="small" loading={act.isPending} onClick={() => act.mutate('toggle')}>
        {webhook.active ? t('webhook.pause') : t('webhook.resume')}
      </Button>
      <ConfirmAction
        label={t('webhook.delete')}
        question={t('webhook.deleteQuestion', { name: webhook.name })}
        consequence={t('webhook.deleteHint')}
        danger
        button={{ size: 'small' }}
        onConfirm={() => act.mutateAsync('delete')}
      />
      <ProblemAlert error={act.error} />
    </div>
  )
}

/** Who is told of what happens, and whether it arrives. */
export function WebhooksTab() {
  const { t } = useTranslation('settings')
  const joined = useJoined()
  const user = useUser()
  const eventName = useEventName()
  const webhooks = useWebhooks()
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<NewWebhook>()
  const mayWrite = user.can('webhooks:write')
  return (
    <>
      <SettingsTable<Webhook>
        title={t('tab.webhooks')}
        extra={
          mayWrite && (
            <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('webhook.add')}
            </Button>
          )
        }
        result={webhooks}
        rowKey={(row) => row.id}
        empty={{ title: t('webhook.emptyTitle'), hint: t('webhook.emptyHint') }}
        columns={[
          {
            key: 'name',
            title: t('webhook.name'),
            render: (_, row) => <Link to={`/settings/webhooks/${row.id}`}>{row.name}</Link>,
          },
          { key: 'url', title: t('webhook.url'), dataIndex: 'url' },
          {
            key: 'events',
            title: t('webhook.events'),
            render: (_, row) => joined(row.events.map(eventName)),
          },
          {
            key: 'active',
            title: t('user.status'),
            render: (_, row) => (
              <StatusTag tone={row.active ? 'good' : 'neutral'}>
                {t(row.active ? 'webhook.active' : 'webhook.paused')}
              </StatusTag>
            ),
          },
          ...(mayWrite
            ? [
                {
                  key: 'actions',
                  title: t('action'),
                  render: (_: unknown, row: Webhook) =>
                    row.allowed.includes('edit') && <Actions webhook={row} />,
                },
              ]
            : []),
        ]}
      />
      {adding && <WebhookDrawer onClose={() => setAdding(false)} onMade={setMade} />}
      {made !== undefined && (
        <SecretOnce
          title={t('webhook.made', { name: made.name })}
          secret={made.secret}
          onClose={() => setMade(undefined)}
        />
      )}
    </>
  )
}
