import { useTranslation } from 'react-i18next'
import { Money } from '../../ui/money'
import type { ImportDetail } from './api'
import styles from './imports.module.css'

interface RowCountsProps {
  run: ImportDetail
  counts: readonly ('total' | 'applied' | 'unchanged' | 'faulty')[]
}

/** Rows by what became of them, and the sums of the amounts per currency, to compare with the file. */
export function RowCounts({ run, counts }: RowCountsProps) {
  const { t } = useTranslation('imports')
  return (
    <dl className={styles.counts}>
      {counts.map((key) => (
        <div key={key} data-bad={(key === 'faulty' && run.rows.faulty > 0) || undefined}>
          <dt>{t(`rows.${key}`)}</dt>
          <dd>{run.rows[key].toLocaleString('en-US')}</dd>
        </div>
      ))}
      {run.totals.map(({ currency, amount }) => (
        <div key={currency}>
          <dt>{t('rows.sum')}</dt>
          <dd>
            <Money value={{ amount, currency }} currency="sign" />
          </dd>
        </div>
      ))}
    </dl>
  )
}
