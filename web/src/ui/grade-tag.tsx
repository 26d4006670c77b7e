import { useTranslation } from 'react-i18next'
import { gradeStep } from './grade-step'
import styles from './tags.module.css'

interface GradeTagProps {
  grade: string | null | undefined
  size?: 'small' | 'large'
}

/** A grade with its letter and its place on the scale from teal to red; "not rated" when there is none. */
export function GradeTag({ grade, size = 'small' }: GradeTagProps) {
  const { t } = useTranslation()
  if (grade == null || grade === '') return <span className={styles.unrated}>{t('grade.none')}</span>
  const step = gradeStep(grade)
  return (
    <span
      className={styles.grade}
      data-size={size}
      data-step={step}
      aria-label={t('grade.label', { grade })}
      role="img"
    >
      {grade}
    </span>
  )
}
