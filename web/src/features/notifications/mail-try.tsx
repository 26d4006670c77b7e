import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { tryMail } from './channel-api'
import styles from './notifications.module.css'
import { TryOutcome } from './try-outcome'

/** Sends a test mail through the server as it was saved, and shows what the server said. */
export function MailTry() {
  const { t } = useTranslation('notifications')
  const attempt = useMutation({ mutationFn: ({ to }: { to: string }) => tryMail(to) })
  return (
    <Form<{ to: string }>
      layout="vertical"
      requiredMark={false}
      className={styles.form ?? ''}
      onFinish={(fields) => attempt.mutate(fields)}
    >
      <Form.Item
        name="to"
        label={t('mail.tryTo')}
        extra={t('mail.tryHint')}
        rules={[{ required: true, pattern: /^[^\s<>@]+@[^\s<>@]+$/, message: t('mail.addressShape') }]}
      >
        <Input maxLength={300} placeholder="name@example.com" />
      </Form.Item>
      <Button htmlType="submit" loading={attempt.isPending}>
        {t('try.send')}
      </Button>
      <div className={styles.outcome}>
        <TryOutcome result={attempt.data} />
        <ProblemAlert error={attempt.error} />
      </div>
    </Form>
  )
}
