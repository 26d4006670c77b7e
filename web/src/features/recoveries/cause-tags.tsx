import { Tag } from 'antd'
import { useText } from '../../i18n/use-text'
import type { BadDebtRow } from './api'
import styles from './recoveries.module.css'

/** The causes of a loss, side by side as far as there is room. */
export function CauseTags({ causes }: Pick<BadDebtRow, 'causes'>) {
  const text = useText()
  return (
    <span className={styles.tags}>
      {causes.map(({ code, name }) => (
        <Tag key={code}>{text(name)}</Tag>
      ))}
    </span>
  )
}
