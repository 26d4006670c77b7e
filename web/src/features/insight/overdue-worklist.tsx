import { useTranslation } from 'react-i18next'
import { usePersonName } from '../../session/people'
import { percentOf } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { formatPercent } from '../../ui/percent'
import { useMostOverdue } from './api'
import styles from './home.module.css'
import { Worklist } from './worklist'

/** Who owes most past due. */
export function OverdueWorklist() {
  const { t } = useTranslation('home')
  const nameOf = usePersonName()
  const overdue = useMostOverdue(true)
  return (
    <Worklist
      title={t('overdue.title')}
      all="/aging?sort=overdue"
      result={overdue}
      rowKey={(row) => `${row.code}${row.total.currency}`}
      rowHref={(row) => `/customers/${encodeURIComponent(row.code)}`}
      empty={{ title: t('overdue.emptyTitle'), hint: t('overdue.emptyHint') }}
      render={(row) => (
        <>
          <span className={styles.rowTitle}>
            <span className={styles.rowName}>{row.name}</span>
          </span>
          <span className={styles.rowFigure}>
            <Money value={row.overdue} currency="sign" strong />
          </span>
          <span className={styles.rowNote}>
            {row.code}
            {row.ownerUsername !== null && ` · ${nameOf(row.ownerUsername)}`} ·{' '}
            {t('overdue.share', {
              percent: formatPercent(percentOf(row.overdue.amount, row.total.amount) ?? '0'),
            })}
          </span>
        </>
      )}
    />
  )
}
