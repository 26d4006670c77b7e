import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { answerLink, type Linked } from './api'
import styles from './confirm-page.module.css'
import type { DisputedLines } from './linked-sheet'

interface Fields {
  name: string
  role?: string
  comment?: string
}

interface AnswerFormProps {
  token: string
  disputed: DisputedLines
  onAnswered: (statement: Linked) => void
}

/** Who answers, and the one button: confirm, or send the differences. */
export function AnswerForm({ token, disputed, onAnswered }: AnswerFormProps) {
  const { t } = useTranslation('statements')
  const lines = Object.values(disputed)
  const incomplete = lines.some(({ reason }) => reason.trim() === '')
  const answer = useMutation({
    mutationFn: ({ name, role, comment }: Fields) =>
      answerLink({
        ...{ token, name, role: role || null, comment: comment || null },
        disputes: lines.map(({ item: { document }, claimed, reason }) => ({
          ...{
            source: document.source,
            type: document.type,
            number: document.number,
            itemNo: document.itemNo,
          },
          ...{ claimed: claimed.trim() === '' ? null : claimed.trim(), reason: reason.trim() },
        })),
      }),
    onSuccess: onAnswered,
  })
  return (
    <Form<Fields>
      className={styles.answer ?? ''}
      layout="vertical"
      requiredMark={false}
      onFinish={(fields) => answer.mutate(fields)}
    >
      <Form.Item name="name" label={t('link.name')} rules={[{ required: true, message: t('needed') }]}>
        <Input maxLength={100} autoComplete="name" />
      </Form.Item>
      <Form.Item name="role" label={t('link.role')}>
        <Input maxLength={100} autoComplete="organization-title" />
      </Form.Item>
      <Form.Item name="comment" label={t('link.comment')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <ProblemAlert error={answer.error} />
      {incomplete && <p className="xh-quiet">{t('link.reasonNeeded')}</p>}
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        disabled={incomplete}
        loading={answer.isPending}
      >
        {lines.length === 0 ? t('link.confirm') : t('link.dispute', { count: lines.length })}
      </Button>
    </Form>
  )
}
