import type { Money as MoneyValue } from '../api/money'
import styles from './figures.module.css'
import { Money } from './money'

/** Amounts of several currencies below each other; the sign only where it is not the currency of the heading. */
export function MoneyList({
  values,
  heading,
}: {
  values: readonly MoneyValue[]
  heading: string | undefined
}) {
  if (values.length === 0) return <span className="xh-quiet">–</span>
  return (
    <span className={styles.list}>
      {values.map((value) => (
        <Money key={value.currency} value={value} currency={value.currency === heading ? 'none' : 'sign'} />
      ))}
    </span>
  )
}
