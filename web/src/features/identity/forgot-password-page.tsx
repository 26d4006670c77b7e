import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { request } from '../../api/request'
import { ProblemAlert } from '../../ui/error-state'
import { EntryFrame } from './entry-frame'
import styles from './entry.module.css'

/** Asks for a link by mail. Whether there is such a person is not told. */
export function Component() {
  const { t } = useTranslation('identity')
  const ask = useMutation({
    mutationFn: (body: { login: string }) => request('POST', '/api/v1/password-resets', { body }),
  })
  return (
    <EntryFrame title={t('forgot.title')} lead={t('forgot.lead')}>
      {ask.isSuccess ? (
        <Alert type="success" showIcon title={t('forgot.sent')} description={t('forgot.sentHint')} />
      ) : (
        <Form<{ login: string }>
          layout="vertical"
          requiredMark={false}
          onFinish={({ login }) => ask.mutate({ login: login.trim() })}
        >
          <Form.Item
            name="login"
            label={t('forgot.login')}
            rules={[{ required: true, whitespace: true, message: t('forgot.loginNeeded') }]}
          >
            <Input size="large" autoComplete="username" autoFocus maxLength={254} />
          </Form.Item>
          <ProblemAlert error={ask.error} />
          <Button type="primary" size="large" htmlType="submit" block loading={ask.isPending}>
            {t('forgot.submit')}
          </Button>
        </Form>
      )}
      <p className={styles.back}>
        <Link to="/sign-in">{t('forgot.back')}</Link>
      </p>
    </EntryFrame>
  )
}
