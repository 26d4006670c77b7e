import { BellOutlined, BulbOutlined, LogoutOutlined, SafetyOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Bell } from '../features/notifications/bell'
import { LanguageSwitch } from '../session/language-switch'
import { useSignOut, useUser } from '../session/session'
import { useTheme } from '../theme/theme-mode'
import { usePhone } from '../ui/use-phone'
import styles from './shell.module.css'

/** The person: who is signed in and as what, theme, language, signing out. */
export function UserMenu() {
  const { t } = useTranslation('shell')
  const user = useUser()
  const phone = usePhone()
  const signOut = useSignOut()
  const { choice, choose } = useTheme()
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: `${user.displayName} · ${user.username}` },
    {
      key: 'theme',
      icon: <BulbOutlined />,
      label: t('theme.title'),
      children: (['light', 'dark', 'system'] as const).map((option) => ({
        key: option,
        label: `${t(`theme.${option}`)}${option === choice ? ' ✓' : ''}`,
        onClick: () => choose(option),
      })),
    },
    { key: 'profile', icon: <SafetyOutlined />, label: <Link to="/profile">{t('profile')}</Link> },
    {
      key: 'notifications',
      icon: <BellOutlined />,
      label: <Link to="/notifications/preferences">{t('notificationPreferences')}</Link>,
    },
    { type: 'divider' },
    { key: 'out', icon: <LogoutOutlined />, label: t('signOut'), onClick: () => signOut.mutate() },
  ]
  return (
    <div className={styles.user}>
      <Bell />
      <LanguageSwitch />
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button type="text" icon={<UserOutlined />} aria-label={t('userMenu', { name: user.displayName })}>
          {phone ? null : user.displayName}
        </Button>
      </Dropdown>
    </div>
  )
}
