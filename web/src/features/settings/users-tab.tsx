import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { StatusTag } from '../../ui/status-tag'
import { useUsers, type User } from './api'
import { useRoleName } from '../../session/role-names'
import { SettingsTable } from './settings-table'
import { UserDrawer } from './user-drawer'

function Authority({ value }: { value: User['releaseAuthority'] }) {
  const { t } = useTranslation('settings')
  if (value === 'none') return <span className="xh-quiet">{t('authority.none')}</span>
  if (value === 'unlimited') return t('authority.unlimited')
  return <Money value={value} currency="sign" />
}

/** People who sign in: role, and up to which amount they may release. */
export function UsersTab() {
  const { t } = useTranslation('settings')
  const user = useUser()
  const users = useUsers()
  const roleName = useRoleName()
  const [edited, setEdited] = useState<User | 'new'>()
  const mayWrite = user.can('users:write')
  return (
    <>
      <SettingsTable<User>
        title={t('tab.users')}
        extra={
          mayWrite && (
            <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
              {t('user.add')}
            </Button>
          )
        }
        result={users}
        rowKey={(row) => row.username}
        empty={{ title: t('user.emptyTitle') }}
        columns={[
          { key: 'username', title: t('user.username'), dataIndex: 'username' },
          { key: 'displayName', title: t('user.displayName'), dataIndex: 'displayName' },
          { key: 'role', title: t('user.role'), render: (_, row) => roleName(row.role) },
          {
            key: 'authority',
            title: t('user.authority'),
            align: 'right',
            render: (_, row) => <Authority value={row.releaseAuthority} />,
          },
          {
            key: 'active',
            title: t('user.status'),
            render: (_, row) => (
              <StatusTag tone={row.active ? 'good' : 'neutral'}>
                {t(row.active ? 'user.active' : 'user.inactive')}
              </StatusTag>
            ),
          },
          {
            key: 'updatedAt',
            title: t('user.updatedAt'),
            render: (_, row) => <Instant value={row.updatedAt} />,
          },
          ...(mayWrite
            ? [
                {
                  key: 'edit',
                  title: t('action'),
                  render: (_: unknown, row: User) =>
                    row.allowed.includes('edit') && (
                      <Button size="small" type="link" onClick={() => setEdited(row)}>
                        {t('edit')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {edited !== undefined && (
        <UserDrawer user={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  )
}
