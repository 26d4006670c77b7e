import { useTranslation } from 'react-i18next'
import { GradeTag } from '../../ui/grade-tag'
import styles from './designer.module.css'
import type { Preview } from './draft-api'

/** How many customers a profile rates, by grade. */
export function ProfileGrades({ counts }: { counts: Preview['after']['grades'] | undefined }) {
  const { t } = useTranslation('scoring')
  if (counts === undefined) return <p className={styles.hint}>{t('preview.wait')}</p>
  const total = counts.reduce((sum, { customers }) => sum + customers, 0)
  return (
    <p className={styles.toolbar}>
      <span>{t('profile.customers', { count: total })}</span>
      {counts
        .filter(({ customers }) => customers > 0)
        .map(({ grade, customers }) => (
          <span key={grade}>
            <GradeTag grade={grade} /> {customers}
          </span>
        ))}
    </p>
  )
}
