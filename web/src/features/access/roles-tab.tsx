import { PlusOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { StatusTag } from '../../ui/status-tag'
import { AccessTable } from './access-table'
import { send, useAccessChanged, useRoles, type Role, type RoleList } from './api'
import { RoleDrawer, type EditedRole } from './role-drawer'

/** The roles: the built-in ones to look at and copy, the own ones to edit. */
export function RolesTab() {
  const { t } = useTranslation('access')
  const textOf = useText()
  const user = useUser()
  const changed = useAccessChanged()
  const roles = useRoles()
  const [edited, setEdited] = useState<EditedRole>()
  const remove = useMutation({
    mutationFn: (code: string) => send('DELETE', `roles/${code}`),
    onSettled: changed,
  })
  const actions = (role: Role) => (
    <Space size={0} wrap>
      <Button size="small" type="link" onClick={() => setEdited({ role, as: 'edit' })}>
        {t(role.allowed.includes('edit') ? 'edit' : 'role.view')}
      </Button>
      {role.allowed.includes('copy') && (
        <Button size="small" type="link" onClick={() => setEdited({ role, as: 'copy' })}>
          {t('role.copy')}
        </Button>
      )}
      {role.allowed.includes('delete') && (
        <ConfirmAction
          label={t('remove')}
          question={t('role.removeQuestion', { name: textOf(role.name) })}
          consequence={t('role.removeHint')}
          danger
          button={{ size: 'small', type: 'link' }}
          onConfirm={() => remove.mutateAsync(role.code)}
        />
      )}
    </Space>
  )
  return (
    <>
      <ProblemAlert error={remove.error} />
      <AccessTable<RoleList, Role>
        title={t('tab.roles')}
        lead={<p className="xh-quiet">{t('role.builtInHint')}</p>}
        extra={
          user.can('users:write') && (
            <Button icon={<PlusOutlined />} onClick={() => setEdited({ role: undefined, as: 'copy' })}>
              {t('role.add')}
            </Button>
          )
        }
        result={roles}
        rowsOf={(data) => data.items}
        rowKey={(row) => row.code}
        empty={{ title: t('none') }}
        columns={[
          { key: 'name', title: t('tab.roles'), render: (_, row) => textOf(row.name) },
          { key: 'code', title: t('role.code'), render: (_, row) => <code>{row.code}</code> },
          {
            key: 'kind',
            stack: 'aside',
            title: t('role.kind'),
            render: (_, row) => (
              <StatusTag tone={row.builtIn ? 'neutral' : 'good'}>
                {t(row.builtIn ? 'role.builtIn' : 'role.own')}
              </StatusTag>
            ),
          },
          { key: 'scope', title: t('role.scope'), render: (_, row) => t(`scope.${row.defaultScope}`) },
          {
            key: 'permissions',
            title: t('role.permissions'),
            align: 'right',
            render: (_, row) => row.permissions.length,
          },
          { key: 'holders', title: t('role.holders'), align: 'right', dataIndex: 'holders' },
          { key: 'totp', title: t('role.totp'), render: (_, row) => (row.totpRequired ? '✓' : '–') },
          { key: 'action', title: t('action'), render: (_, row) => actions(row) },
        ]}
      />
      {edited !== undefined && <RoleDrawer {...edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}
