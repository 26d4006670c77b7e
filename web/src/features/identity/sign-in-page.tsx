import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useSearchParams } from 'react-router'
import { Problem } from '../../api/problem'
import { useSessionQuery, useSignIn, type Credentials } from '../../session/session'
import { cx } from '../../ui/cx'
import { ProblemAlert } from '../../ui/error-state'
import { DemoAccounts } from './demo-accounts'
import { EntryFrame } from './entry-frame'
import { SingleSignOnButton, SingleSignOnProblem } from './single-sign-on'
import { useSignInHints, type DemoAccount } from './api'
import styles from './entry.module.css'

/** Where to go after signing in: only an address of our own, never another site. */
function safeTarget(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}

/** Name and password; on the demo book also the known accounts, one press each. */
export function Component() {
  const { t } = useTranslation('identity')
  const [params] = useSearchParams()
  const [form] = Form.useForm<Credentials>()
  const session = useSessionQuery()
  const signIn = useSignIn()
  const hints = useSignInHints()
  const isCodeStep = signIn.error instanceof Problem && signIn.error.code === 'second_factor_needed'
  const wrongCode = signIn.error instanceof Problem && signIn.error.code === 'code_wrong'
  const asksForCode = isCodeStep || wrongCode || (signIn.isPending && signIn.variables.code !== undefined)
  const accounts = hints.data?.accounts ?? []
  if (session.data != null) return <Navigate replace to={safeTarget(params.get('next'))} />

  const pick = ({ username, password }: DemoAccount) => {
    form.setFieldsValue({ username, password })
    signIn.mutate({ username, password })
  }
  return (
    <EntryFrame title={t('title')} lead={t('lead')}>
      <SingleSignOnProblem code={params.get('sso')} />
      <Form<Credentials>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(credentials) => signIn.mutate(credentials)}
      >
        <Form.Item
          name="username"
          label={t('username')}
          rules={[{ required: true, message: t('usernameNeeded') }]}
        >
          <Input prefix={<UserOutlined aria-hidden />} size="large" autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('password')}
          rules={[{ required: true, message: t('passwordNeeded') }]}
        >
          <Input.Password
            prefix={<LockOutlined aria-hidden />}
            size="large"
            autoComplete="current-password"
          />
        </Form.Item>
        {asksForCode && (
          <Form.Item name="code" label={t('code')} extra={t('codeHint')}>
            <Input size="large" inputMode="text" autoComplete="one-time-code" autoFocus />
          </Form.Item>
        )}
        {!isCodeStep && <ProblemAlert error={signIn.error} />}
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={signIn.isPending}
          className={cx(styles.submit)}
        >
          {t('submit')}
        </Button>
      </Form>
      {hints.data?.passwordReset === true && (
        <p className={styles.back}>
          <Link to="/forgot-password">{t('forgot.link')}</Link>
        </p>
      )}
      {hints.data?.singleSignOn != null && (
        <SingleSignOnButton label={hints.data.singleSignOn.label} next={safeTarget(params.get('next'))} />
      )}
      {hints.data?.setupNeeded === true && <p className={styles.setup}>{t('setup.needed')}</p>}
      {accounts.length > 0 && <DemoAccounts accounts={accounts} onPick={pick} />}
    </EntryFrame>
  )
}
