import { Checkbox, Form, Input, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { scopes, send, useRoles, type Role, type Scope } from './api'
import { DrawerForm } from './drawer-form'
import { usePermissionName } from './use-permission-name'

interface Fields {
  code: string
  zh: string
  en: string
  permissions: string[]
  defaultScope: Scope
  totpRequired: boolean
}

export interface EditedRole {
  /** The role to edit or to copy; undefined for one from nothing. */
  role: Role | undefined
  as: 'edit' | 'copy'
}

function startOf({ role, as }: EditedRole): Partial<Fields> {
  if (role === undefined) return { permissions: [], defaultScope: 'all', totpRequired: false }
  const { code, name, permissions, defaultScope, totpRequired } = role
  return { ...(as === 'edit' ? { code, ...name } : {}), permissions, defaultScope, totpRequired }
}

/** A role's name, permissions and usual scope. Of a built-in one only the second factor can be changed. */
export function RoleDrawer({ role, as, onClose }: EditedRole & { onClose: () => void }) {
  const { t } = useTranslation('access')
  const textOf = useText()
  const nameOf = usePermissionName()
  const all = useRoles().data?.permissions ?? []
  const isNew = as === 'copy'
  const builtIn = !isNew && role?.builtIn === true
  const save = ({ code, zh, en, ...rest }: Fields) => {
    if (isNew) return send('POST', 'roles', { code, name: { zh, en }, ...rest })
    const body = builtIn ? { totpRequired: rest.totpRequired } : { name: { zh, en }, ...rest }
    return send('PUT', `roles/${role?.code ?? ''}`, body)
  }
  const needed = { required: true, whitespace: true, message: t('needed') }
  const title = isNew ? t('role.add') : `${t('role.edit')} · ${role === undefined ? '' : textOf(role.name)}`
  return (
    <DrawerForm<Fields>
      title={title}
      initial={startOf({ role, as })}
      save={save}
      onClose={onClose}
      readOnly={!isNew && role?.allowed.includes('edit') !== true}
      below={!isNew && role !== undefined && <HistoryPanel objectType="role" objectId={role.code} />}
    >
      <Form.Item name="zh" label={t('role.nameZh')} rules={[needed]}>
        <Input maxLength={60} disabled={builtIn} />
      </Form.Item>
      <Form.Item name="en" label={t('role.nameEn')} rules={[needed]}>
        <Input maxLength={60} disabled={builtIn} />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('role.code')}
        extra={isNew ? t('role.codeHint') : undefined}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,39}$/, message: t('role.codeHint') }]}
      >
        <Input disabled={!isNew} />
      </Form.Item>
      <Form.Item name="defaultScope" label={t('role.scope')}>
        <Select disabled={builtIn} options={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))} />
      </Form.Item>
      <Form.Item name="totpRequired" label={t('role.totp')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="permissions" label={t('role.permissions')} extra={`* ${t('role.wholeBook')}`}>
        <Checkbox.Group
          disabled={builtIn}
          options={all.map(({ code, wholeBook }) => ({
            value: code,
            label: `${nameOf(code)}${wholeBook ? ' *' : ''}`,
          }))}
        />
      </Form.Item>
    </DrawerForm>
  )
}
