import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useSearchParams } from 'react-router'
import { useSessionQuery, useSetUp } from '../../session/session'
import { cx } from '../../ui/cx'
import { ProblemAlert } from '../../ui/error-state'
import { EntryFrame } from './entry-frame'
import styles from './entry.module.css'

const passwordLengthMin = 10

interface Choice {
  username: string
  password: string
  again: string
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
        <Form.Item
          name="password"
          label={t('password')}
          extra={t('setup.passwordRule', { min: passwordLengthMin })}
          rules={[
            {
              required: true,
              min: passwordLengthMin,
              message: t('setup.passwordRule', { min: passwordLengthMin }),
            },
          ]}
        >
          <Input.Password size="large" autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('setup.again')}
          dependencies={['password']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('password')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('setup.differs'))),
            }),
          ]}
        >
          <Input.Password size="large" autoComplete="new-password" />
        </Form.Item>
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
