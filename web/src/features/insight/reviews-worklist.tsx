import { useTranslation } from 'react-i18next'
import { usePersonName } from '../../session/people'
import { Day } from '../../ui/day'
import { GradeTag } from '../../ui/grade-tag'
import { useOverdueReviews } from './api'
import styles from './home.module.css'
import { Worklist } from './worklist'

/** Reviews that should have been done by now, and whose they are. Nothing when none is overdue. */
export function ReviewsWorklist() {
  const { t } = useTranslation('home')
  const nameOf = usePersonName()
  const reviews = useOverdueReviews()
  if (reviews.data?.items.length === 0) return null
  return (
    <Worklist
      title={t('reviews.title')}
      all="/reviews?due=overdue"
      result={reviews}
      rowKey={({ id }) => id}
      rowHref={({ customerName }) => `/reviews?due=overdue&search=${encodeURIComponent(customerName)}`}
      empty={{ title: t('reviews.emptyTitle'), hint: t('reviews.emptyHint') }}
      render={({ customerName, segment, grade, dueOn, reason, assignee }) => (
        <>
          <span className={styles.rowTitle}>
            <span className={styles.rowName}>{customerName}</span>
            <GradeTag grade={grade} />
          </span>
          <span className={styles.rowFigure}>
            <Day value={dueOn} />
          </span>
          <span className={styles.rowNote}>
            {segment} · {t(`reviews.${reason}`)} ·{' '}
            {assignee === null ? t('reviews.nobody') : nameOf(assignee)}
          </span>
        </>
      )}
    />
  )
}
