import { useTranslation } from 'react-i18next'
import { cx } from './cx'
import styles from './figures.module.css'

/** How late something is: "逾期 12 天", or how long until it falls due when `days` is negative. */
export function Age({ days }: { days: number | null | undefined }) {
  const { t } = useTranslation()
  if (days == null) return <span className="xh-quiet">–</span>
  if (days > 0)
    return <span className={cx('xh-numeric', styles.late)}>{t('age.overdue', { count: days })}</span>
  if (days === 0) return <span className={cx('xh-numeric', styles.due)}>{t('age.dueToday')}</span>
  return <span className={cx('xh-numeric', styles.due)}>{t('age.dueIn', { count: -days })}</span>
}
