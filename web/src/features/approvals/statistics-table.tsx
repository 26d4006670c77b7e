import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { percentOf } from '../../ui/format-amount'
import { formatPercent } from '../../ui/percent'
import type { StatisticsRow } from './statistics-api'
import styles from './statistics.module.css'
import { useDuration } from './use-duration'

const counts = ['decided', 'approved', 'rejected', 'returned', 'waiting'] as const

/** The share of late decisions among all that were decided or wait. */
function lateShare({ late, decided, waiting }: StatisticsRow): string {
  const share = percentOf(String(late), String(decided + waiting))
  return share === undefined ? '' : ` (${formatPercent(share)})`
}

/** Decisions and working time, one row per flow, node or person. */
export function StatisticsTable({ rows }: { rows: readonly StatisticsRow[] }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const duration = useDuration()
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('statistics.title')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('statistics.name')}</th>
            {counts.map((key) => (
              <th key={key} scope="col">
                {t(`statistics.${key}`)}
              </th>
            ))}
            <th scope="col">{t('statistics.late')}</th>
            <th scope="col">{t('statistics.median')}</th>
            <th scope="col">{t('statistics.p90')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{textOf(row.name)}</th>
              {counts.map((key) => (
                <td key={key}>{row[key]}</td>
              ))}
              <td data-late={row.late > 0 || undefined}>
                {row.late}
                {lateShare(row)}
              </td>
              <td>{duration(row.medianMinutes)}</td>
              <td>{duration(row.p90Minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
