import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { PageHeader } from '../../ui/page-header'
import styles from './access.module.css'
import { PasswordPanel } from './password-panel'
import { SecondFactorPanel } from './second-factor-panel'
import { SessionsPanel } from './sessions-panel'

/** One's own account: second factor, where one is signed in, password. */
export function Component() {
  const { t } = useTranslation('access')
  const user = useUser()
  return (
    <>
      <PageHeader title={t('profile.title')} />
      <div className={styles.stack}>
        {user.secondFactor === 'required' && <Alert type="warning" showIcon title={t('profile.required')} />}
        <SecondFactorPanel />
        <SessionsPanel />
        <PasswordPanel />
      </div>
    </>
  )
}
