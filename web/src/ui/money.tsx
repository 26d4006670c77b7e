import { useTranslation } from 'react-i18next'
import type { Money as MoneyValue } from '../api/money'
import { currencySign, formatAmount, formatTenThousands, isNegative, isZero } from './format-amount'
import { cx } from './cx'
import styles from './figures.module.css'

export interface MoneyProps {
  value: MoneyValue | null | undefined
  /** `sign` puts the currency before the amount; `none` where a heading or column states it once. */
  currency?: 'sign' | 'none'
  /** `wan` shows units of ten thousand and says so. */
  unit?: 'yuan' | 'wan'
  strong?: boolean
  /** In a dense table of amounts most of which are nothing, a dash lets the others be seen. */
  zero?: 'amount' | 'dash'
}

/** An amount: tabular figures, thousands separators, a minus and a tone for negatives, quiet zeros, a dash for nothing. */
export function Money({
  value,
  currency = 'none',
  unit = 'yuan',
  strong = false,
  zero = 'amount',
}: MoneyProps) {
  const { t } = useTranslation()
  if (value == null || (zero === 'dash' && isZero(value.amount))) return <span className="xh-quiet">–</span>
  const text = unit === 'wan' ? formatTenThousands(value.amount) : formatAmount(value.amount)
  const tone = isNegative(value.amount) ? styles.negative : isZero(value.amount) ? styles.zero : undefined
  return (
    <span className={cx('xh-numeric', tone, strong && styles.strong)}>
      {currency === 'sign' && <span className={styles.sign}>{currencySign(value.currency)}</span>}
      {text}
      {unit === 'wan' && <span className={styles.unit}>{t('unit.wan')}</span>}
    </span>
  )
}
