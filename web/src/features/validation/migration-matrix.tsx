import { useTranslation } from 'react-i18next'
import { GradeTag } from '../../ui/grade-tag'
import tables from '../../ui/figure-table.module.css'
import type { BackTestResult } from './api'
import { share } from './figures'

const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const
type Place = (typeof grades)[number] | null
const places: readonly Place[] = [...grades, null]

/** How many customers moved from grade to grade between two days, with the new ones and those who left. */
export function MigrationMatrix({ migration }: { migration: BackTestResult['migration'] }) {
  const { t } = useTranslation('validation')
  const count = (from: Place, to: Place) =>
    migration.moves.find((move) => move.from === from && move.to === to)?.customers ?? 0
  const label = t('migration.title', { from: migration.from, to: migration.to })
  return (
    <div className={tables.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t('migration.corner')}</th>
            {places.map((to) => (
              <th key={to ?? 'left'} scope="col" data-figure>
                {to === null ? t('migration.left') : <GradeTag grade={to} />}
              </th>
            ))}
            <th scope="col" data-figure>
              {t('migration.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((from) => {
            const total = places.reduce((sum, to) => sum + count(from, to), 0)
            return (
              <tr key={from ?? 'new'}>
                <th scope="row">{from === null ? t('migration.new') : <GradeTag grade={from} />}</th>
                {places.map((to) => (
                  <td key={to ?? 'left'} data-figure data-same={from !== null && from === to}>
                    {count(from, to)}
                    <br />
                    <span className="xh-quiet">{total === 0 ? '–' : share(count(from, to) / total)}</span>
                  </td>
                ))}
                <td data-figure>{total}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
