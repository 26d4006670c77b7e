import { useTranslation } from 'react-i18next'
import type { Money as MoneyValue } from '../api/money'
import { currencySign, figureUnit, formatAmount, formatInUnits, isNegative, isZero } from './format-amount'
import { cx } from './cx'
import styles from './figures.module.css'

export interface MoneyProps {
  value: MoneyValue | null | undefined
  /** `sign` puts the currency before the amount; `none` where a heading or column states it once. */
  currency?: 'sign' | 'none'
  /** `large` counts in ten thousands (万), in English in thousands or millions, and says so. */
  unit?: 'yuan' | 'large'
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
  const { t, i18n } = useTranslation()
  if (value == null || (zero === 'dash' && isZero(value.amount))) return <span className="xh-quiet">–</span>
  const large = unit === 'large' ? figureUnit(value.amount, i18n.language) : undefined
  const text = large === undefined ? formatAmount(value.amount) : formatInUnits(value.amount, large)
  const tone = isNegative(value.amount) ? styles.negative : isZero(value.amount) ? styles.zero : undefined
  return (
    <span className={cx('xh-numeric', tone, strong && styles.strong)}>
      {currency === 'sign' && <span className={styles.sign}>{currencySign(value.currency)}</span>}
      {text}
      {large !== undefined && <span className={styles.unit}>{t(`unit.${large}`)}</span>}
    </span>
  )
}
