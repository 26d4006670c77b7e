import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useLocation, useSearchParams } from 'react-router'
import { useSessionQuery, useSetUp } from '../../session/session'
import { cx } from '../../ui/cx'
import { ProblemAlert } from '../../ui/error-state'
import { EntryFrame } from './entry-frame'
import styles from './entry.module.css'
import { NewPasswordFields } from './new-password-fields'

interface Choice {
  username: string
  password: string
}

/** The one-time page of a new installation: who will be its first administrator. */
export function Component() {
  const { t } = useTranslation('identity')
  const { hash } = useLocation()
  const [params] = useSearchParams()
  const session = useSessionQuery()
  const setUp = useSetUp()
  if (session.data != null) return <Navigate replace to="/" />
  const token = params.get('token') ?? new URLSearchParams(hash.slice(1)).get('token') ?? ''

  if (token === '') {
    return (
      <EntryFrame title={t('setup.title')} lead={t('setup.lead')}>
        <Alert
          type="warning"
          showIcon
          title={t('setup.linkNeeded')}
          description={t('setup.linkNeededHint')}
        />
        <p className={styles.back}>
          <Link to="/sign-in">{t('forgot.back')}</Link>
        </p>
      </EntryFrame>
    )
  }

  return (
    <EntryFrame title={t('setup.title')} lead={t('setup.lead')}>
      <Form<Choice>
        layout="vertical"
        requiredMark={false}
        onFinish={({ username, password }) => setUp.mutate({ token, username, password })}
      >
        <Form.Item
          name="username"
          label={t('username')}
          rules={[{ required: true, message: t('usernameNeeded') }]}
        >
          <Input size="large" autoComplete="username" autoFocus />
        </Form.Item>
        <NewPasswordFields />
        <ProblemAlert error={setUp.error} />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={setUp.isPending}
          className={cx(styles.submit)}
        >
          {t('setup.submit')}
        </Button>
      </Form>
    </EntryFrame>
  )
}
