import { useTranslation } from 'react-i18next'
import type { Money as MoneyValue } from '../../api/money'
import { Money } from '../../ui/money'
import styles from './limits.module.css'

interface LimitAndTermsProps {
  value: { mode: 'none' | 'unlimited' | 'amount'; limit: MoneyValue | null; netDays: number | null }
}

/** A limit with the days of credit below it. */
export function LimitAndTerms({ value }: LimitAndTermsProps) {
  const { t } = useTranslation('limits')
  const { mode, limit, netDays } = value
  return (
    <span className={styles.limit}>
      {mode === 'amount' && limit !== null ? (
        <Money value={limit} currency="sign" />
      ) : (
        t(mode === 'unlimited' ? 'mode.unlimited' : 'mode.none')
      )}
      {netDays !== null && <span className="xh-quiet">{t('netDays', { count: netDays })}</span>}
    </span>
  )
}
