import { Alert, Button, Descriptions, Flex, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { Day } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { completeReview, type Review } from './api'

/** One review: what is reviewed and why; completing it rates the customer again and sets the next day. */
export function ReviewPanel({ review, onDone }: { review: Review; onDone: () => void }) {
  const { t } = useTranslation('rerating')
  const [note, setNote] = useState(review.note ?? '')
  const complete = useMutation({
    mutationFn: () => completeReview(review.id, note.trim()),
    onSuccess: onDone,
  })
  const may = review.allowed.includes('work') && complete.data === undefined
  const code = encodeURIComponent(review.customerCode)
  const items = [
    {
      key: 'customer',
      label: t('customer'),
      children: <Link to={`/customers/${code}`}>{review.customerName}</Link>,
    },
    {
      key: 'account',
      label: t('reviews.account'),
      children: <Link to={`/accounts/${code}/${encodeURIComponent(review.segment)}`}>{review.segment}</Link>,
    },
    { key: 'grade', label: t('grade'), children: <GradeTag grade={review.grade} /> },
    { key: 'due', label: t('reviews.dueOn'), children: <Day value={review.dueOn} /> },
    { key: 'reason', label: t('reviews.reason.title'), children: t(`reviews.reason.${review.reason}`) },
  ]
  return (
    <Flex vertical gap="middle">
      <Descriptions column={1} size="small" items={items} />
      <Input.TextArea
        rows={4}
        value={note}
        disabled={!may}
        maxLength={1000}
        placeholder={t('reviews.note')}
        aria-label={t('reviews.note')}
        onChange={(event) => setNote(event.target.value)}
      />
      <ProblemAlert error={complete.error} />
      {complete.data !== undefined && (
        <Alert
          type="success"
          showIcon
          title={t('reviews.done', {
            grade: complete.data.gradeInForce,
            day: complete.data.nextReviewOn ?? '–',
          })}
        />
      )}
      {may && (
        <Button
          type="primary"
          loading={complete.isPending}
          disabled={note.trim() === ''}
          onClick={() => complete.mutate()}
        >
          {t('reviews.complete')}
        </Button>
      )}
    </Flex>
  )
}
