import { Alert, Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { request } from '../../api/request'
import { ProblemAlert } from '../../ui/error-state'
import { EntryFrame } from './entry-frame'
import styles from './entry.module.css'
import { NewPasswordFields } from './new-password-fields'

/** Where the link of the mail leads: a new password. The token stands behind the #, which is sent to no server. */
export function Component() {
  const { t } = useTranslation('identity')
  const { hash } = useLocation()
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? ''
  const reset = useMutation({
    mutationFn: (password: string) =>
      request('POST', '/api/v1/password-resets/use', { body: { token, password } }),
  })
  const body = () => {
    if (reset.isSuccess)
      return <Alert type="success" showIcon title={t('reset.done')} description={t('reset.doneHint')} />
    if (token === '') return <Alert type="error" showIcon title={t('reset.noToken')} />
    return (
      <Form<{ password: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }) => reset.mutate(password)}
      >
        <NewPasswordFields />
        <ProblemAlert error={reset.error} />
        <Button type="primary" size="large" htmlType="submit" block loading={reset.isPending}>
          {t('reset.submit')}
        </Button>
      </Form>
    )
  }
  return (
    <EntryFrame title={t('reset.title')} lead={t('reset.lead')}>
      {body()}
      <p className={styles.back}>
        <Link to="/sign-in">{t('forgot.back')}</Link>
      </p>
    </EntryFrame>
  )
}
