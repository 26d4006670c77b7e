import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Navigate, useSearchParams } from 'react-router'
import { Brand } from '../../session/brand'
import { LanguageSwitch } from '../../session/language-switch'
import { useSessionQuery, useSignIn, type Credentials } from '../../session/session'
import { cx } from '../../ui/cx'
import { ProblemAlert } from '../../ui/error-state'
import { useSignInHints, type DemoAccount } from './api'
import styles from './sign-in-page.module.css'

/** Where to go after signing in: only an address of our own, never another site. */
function safeTarget(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}

interface DemoAccountsProps {
  accounts: readonly DemoAccount[]
  onPick: (account: DemoAccount) => void
}

function DemoAccounts({ accounts, onPick }: DemoAccountsProps) {
  const { t } = useTranslation('identity')
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title" className={styles.demoTitle}>
        {t('demo.title')}
      </h2>
      <p className={styles.demoHint}>{t('demo.hint')}</p>
      <ul className={styles.accounts}>
        {accounts.map((account) => (
          <li key={account.username}>
            <button type="button" className={styles.account} onClick={() => onPick(account)}>
              <strong>{t(`role.${account.role}`, { defaultValue: account.role })}</strong>
              <span>{account.displayName}</span>
              <code>{account.username}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Name and password; on the demo book also the known accounts, one press each. */
export function Component() {
  const { t } = useTranslation('identity')
  const { t: words } = useTranslation()
  const [params] = useSearchParams()
  const [form] = Form.useForm<Credentials>()
  const session = useSessionQuery()
  const signIn = useSignIn()
  const hints = useSignInHints()
  if (session.data != null) return <Navigate replace to={safeTarget(params.get('next'))} />

  const pick = ({ username, password }: DemoAccount) => {
    form.setFieldsValue({ username, password })
    signIn.mutate({ username, password })
  }
  return (
    <div className={styles.page}>
      <title>{`${t('title')} · ${words('product')}`}</title>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <main className={styles.panel}>
        <Brand />
        <h1 className={styles.title}>{t('title')}</h1>
        <p className={styles.lead}>{t('lead')}</p>
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
          <ProblemAlert error={signIn.error} />
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
        {hints.data?.demo === true && <DemoAccounts accounts={hints.data.accounts} onPick={pick} />}
      </main>
    </div>
  )
}
