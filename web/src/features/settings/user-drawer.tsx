import { Form, Input, Radio, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrganisation } from '../../session/organisation'
import { createUser, putUser, type User } from './api'
import { useUser } from '../../session/session'
import { SensitiveField } from '../../ui/sensitive-field'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { useRoleOptions } from '../../session/role-names'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { FormDrawer } from './form-drawer'

interface Fields {
  username: string
  displayName: string
  role: User['role']
  authorityKind: 'none' | 'amount' | 'unlimited'
  authorityAmount?: string
  active: boolean
  email?: string
  phone?: string
  password?: string
}

function startOf(user: User | undefined): Partial<Fields> {
  if (user === undefined) return { role: 'sales', authorityKind: 'none', active: true }
  const { username, displayName, role, active, releaseAuthority } = user
  const known = { username, displayName, role, active, email: user.email ?? '', phone: user.phone ?? '' }
  if (typeof releaseAuthority === 'string') return { ...known, authorityKind: releaseAuthority }
  return { ...known, authorityKind: 'amount', authorityAmount: releaseAuthority.amount }
}

/** A field only when it was changed: what is shown masked is not sent back. */
function changedTo(name: 'email' | 'phone', typed: string | undefined, was: string | null | undefined) {
  const now = typed === undefined || typed.trim() === '' ? null : typed.trim()
  return now === (was ?? null) ? {} : { [name]: now }
}

/** A new user, or changes to one; users are deactivated, never deleted, because records name them. */
export function UserDrawer({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const amountRule = useAmountRule()
  const roles = useRoleOptions()
  const base = useOrganisation().data?.baseCurrency ?? 'CNY'
  const currency =
    user !== undefined && typeof user.releaseAuthority !== 'string' ? user.releaseAuthority.currency : base
  const mayShow = useUser().can('sensitive:show')
  const isNew = user === undefined
  const send = (fields: Fields): Promise<User> => {
    const { username, displayName, role, authorityKind, authorityAmount = '', active, password = '' } = fields
    const releaseAuthority =
      authorityKind === 'amount' ? { amount: authorityAmount, currency } : authorityKind
    const reached = {
      ...changedTo('email', fields.email, user?.email),
      ...changedTo('phone', fields.phone, user?.phone),
    }
    if (isNew) return createUser({ username, displayName, role, releaseAuthority, password, ...reached })
    const secret = password === '' ? {} : { password }
    return putUser(user.username, { displayName, role, releaseAuthority, active, ...reached, ...secret })
  }
  const needed = { required: true, whitespace: true, message: t('needed') }
  return (
    <FormDrawer<Fields, User>
      title={isNew ? t('user.add') : t('user.edit')}
      initial={startOf(user)}
      send={send}
      onClose={onClose}
    >
      <Form.Item
        name="username"
        label={t('user.username')}
        extra={isNew ? t('user.usernameHint') : undefined}
        rules={[{ ...needed, pattern: /^[a-z0-9][a-z0-9._-]{1,63}$/, message: t('user.usernameHint') }]}
      >
        <Input disabled={!isNew} autoComplete="off" />
      </Form.Item>
      <Form.Item name="displayName" label={t('user.displayName')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('user.email')}
        extra={t('user.emailHint')}
        rules={[{ type: 'email', message: t('user.emailShape') }]}
      >
        <Input type="email" autoComplete="off" maxLength={254} />
      </Form.Item>
      <Form.Item
        name="phone"
        label={t('user.phone')}
        extra={
          user?.phone != null &&
          user.phone.includes('*') && (
            <SensitiveField
              label={t('user.phone')}
              field={{ value: user.phone, masked: true }}
              mayShow={mayShow}
              path={`/api/v1/users/${user.username}/phone/show`}
            />
          )
        }
      >
        <Input type="tel" autoComplete="off" maxLength={30} />
      </Form.Item>
      <Form.Item name="role" label={t('user.role')}>
        <Select options={[...roles]} />
      </Form.Item>
      <Form.Item name="authorityKind" label={t('user.authority')} extra={t('user.authorityHint')}>
        <Radio.Group
          options={(['none', 'amount', 'unlimited'] as const).map((value) => ({
            value,
            label: t(`authority.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['authorityKind']}>
        {({ getFieldValue }) =>
          getFieldValue('authorityKind') === 'amount' && (
            <Form.Item
              name="authorityAmount"
              label={t('user.authorityAmount', { currency })}
              rules={[amountRule({ currency, required: true, zero: true })]}
            >
              <AmountInput />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item
        name="password"
        label={isNew ? t('user.password') : t('user.newPassword')}
        extra={t('user.passwordHint')}
        rules={isNew ? [needed] : []}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {!isNew && (
        <Form.Item name="active" label={t('user.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      {user !== undefined && <HistoryPanel objectType="user" objectId={user.username} />}
    </FormDrawer>
  )
}
