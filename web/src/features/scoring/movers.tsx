import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { GradeTag } from '../../ui/grade-tag'
import styles from './designer.module.css'
import type { Preview } from './draft-api'

/** The customers who move furthest, and why. */
export function Movers({ movers }: { movers: Preview['moversUp'] }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  if (movers.length === 0) return <p className={styles.hint}>{t('preview.nobody')}</p>
  return (
    <ul className={styles.movers}>
      {movers.map((mover) => (
        <li key={mover.customerCode}>
          <p>
            <Link to={`/customers/${encodeURIComponent(mover.customerCode)}/rating`}>
              {mover.customerName}
            </Link>
            <span className={styles.move}>
              <GradeTag grade={mover.gradeNow} /> {mover.scoreNow.toFixed(2)} →{' '}
              <GradeTag grade={mover.gradeAfter} /> {mover.scoreAfter.toFixed(2)}
            </span>
          </p>
          <ul className={styles.reasons}>
            {mover.reasons.slice(0, 3).map((reason) => (
              <li key={reason.en}>{textOf(reason)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
