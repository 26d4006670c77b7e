import type { Money } from '../api/money'
import { cx } from './cx'
import styles from './figures.module.css'
import { formatAmount, isNegative, isZero } from './format-amount'

interface MoneyChangeProps {
  value: Money
  /** Which way is bad news; without it neither is coloured. */
  bad?: 'rise' | 'fall'
  strong?: boolean
}

/** By how much an amount changed, always with its sign: a debt that falls is no loss, so a minus alone is not red. */
export function MoneyChange({ value, bad, strong = false }: MoneyChangeProps) {
  if (isZero(value.amount)) return <span className="xh-quiet">–</span>
  const direction = isNegative(value.amount) ? 'fall' : 'rise'
  const tone = bad === undefined ? undefined : bad === direction ? styles.worse : styles.better
  return (
    <span className={cx('xh-numeric', tone, strong && styles.strong)}>
      {direction === 'rise' && '+'}
      {formatAmount(value.amount)}
    </span>
  )
}
