import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Person } from '../../ui/person'
import { StatusTag } from '../../ui/status-tag'
import { DayField, DayItem } from '../../ui/days/day-field'
import {
  createApiKey,
  revokeApiKey,
  useApiKeys,
  useSettingsChanged,
  type ApiKey,
  type NewApiKey,
  type NewApiKeyBody,
} from './api'
import { FormDrawer } from './form-drawer'
import { SecretOnce } from './secret-once'
import { SettingsTable } from './settings-table'

interface Fields {
  name: string
  scopes: NewApiKeyBody['scopes']
  expires?: Dayjs | null
}

function KeyDrawer({ onClose, onMade }: { onClose: () => void; onMade: (key: NewApiKey) => void }) {
  const { t } = useTranslation('settings')
  const { permissions } = useUser()
  const options = ['*', ...permissions.filter((one) => one !== '*')].map((value) => ({
    value,
    label: value === '*' ? t('key.everything') : value,
  }))
  return (
    <FormDrawer<Fields, NewApiKey>
      title={t('key.add')}
      initial={{ scopes: ['checks:create', 'checks:read'] }}
      send={({ name, scopes, expires }) =>
        createApiKey({ name, scopes, expiresAt: expires == null ? null : expires.endOf('day').toISOString() })
      }
      onSaved={onMade}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('key.name')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input maxLength={100} placeholder="ERP" />
      </Form.Item>
      <Form.Item
        name="scopes"
        label={t('key.scopes')}
        extra={t('key.scopesHint')}
        rules={[{ required: true, message: t('needed') }]}
      >
        <Select mode="multiple" options={options} />
      </Form.Item>
      <DayItem name="expires" label={t('key.expires')} extra={t('key.expiresHint')}>
        <DayField minDate={dayjs()} />
      </DayItem>
    </FormDrawer>
  )
}

/** Keys of machines: made here, shown once, revoked here. */
export function ApiKeysTab() {
  const { t } = useTranslation('settings')
  const { message } = App.useApp()
  const changed = useSettingsChanged()
  const keys = useApiKeys()
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<NewApiKey>()
  const revoke = useMutation({
    mutationFn: revokeApiKey,
    onSuccess: () => void message.success(t('key.revokedNow')),
    onSettled: changed,
  })
  return (
    <>
      <ProblemAlert error={revoke.error} />
      <SettingsTable<ApiKey>
        title={t('tab.keys')}
        extra={
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('key.add')}
          </Button>
        }
        result={keys}
        rowKey={(row) => row.id}
        empty={{ title: t('key.emptyTitle'), hint: t('key.emptyHint') }}
        columns={[
          { key: 'name', title: t('key.name'), dataIndex: 'name' },
          { key: 'hint', title: t('key.hint'), render: (_, row) => <code>{row.hint}…</code> },
          {
            key: 'scopes',
            title: t('key.scopes'),
            render: (_, row) => (row.scopes.includes('*') ? t('key.everything') : row.scopes.join(', ')),
          },
          {
            key: 'lastUsedAt',
            title: t('key.lastUsed'),
            render: (_, row) => <Instant value={row.lastUsedAt} />,
          },
          {
            key: 'expiresAt',
            title: t('key.expires'),
            render: (_, row) => <Instant value={row.expiresAt} />,
          },
          {
            key: 'createdBy',
            title: t('key.by'),
            render: (_, { createdBy }) => <Person username={createdBy} />,
          },
          {
            key: 'state',
            title: t('action'),
            render: (_, row) =>
              row.allowed.includes('revoke') ? (
                <ConfirmAction
                  label={t('key.revoke')}
                  question={t('key.revokeQuestion', { name: row.name })}
                  consequence={t('key.revokeHint')}
                  danger
                  button={{ size: 'small' }}
                  onConfirm={() => revoke.mutateAsync(row.id)}
                />
              ) : (
                <StatusTag tone="neutral">{t('key.revoked')}</StatusTag>
              ),
          },
        ]}
      />
      {adding && <KeyDrawer onClose={() => setAdding(false)} onMade={setMade} />}
      {made !== undefined && (
        <SecretOnce
          title={t('key.made', { name: made.name })}
          secret={made.key}
          onClose={() => setMade(undefined)}
        />
      )}
    </>
  )
}
