import { useTranslation } from 'react-i18next'
import tables from '../../ui/figure-table.module.css'
import type { Report } from './api'
import { plain, pValue, rate, share } from './figures'

type Figures = Report['metrics']['test'] | Report['metrics']['train']

const interval = (values: readonly number[] | null) =>
  values === null ? '–' : values.map((value) => value.toFixed(3)).join(' – ')

const lines = {
  n: (one: Figures) => one.n.toLocaleString('en-US'),
  bad: (one: Figures) => `${one.bad.toLocaleString('en-US')}（${share(one.badRate)}）`,
  auc: (one: Figures) =>
    one.aucStandardError === null ? rate(one.auc) : `${rate(one.auc)} ± ${one.aucStandardError.toFixed(3)}`,
  aucInterval: (one: Figures) => interval(one.aucInterval),
  gini: (one: Figures) => rate(one.gini),
  ks: (one: Figures) => rate(one.ks),
  averagePrecision: (one: Figures) => rate(one.averagePrecision),
  brier: (one: Figures) => plain(one.brier, 4),
  logLoss: (one: Figures) => plain(one.logLoss, 4),
  slope: (one: Figures) => plain(one.calibration?.slope),
  intercept: (one: Figures) => plain(one.calibration?.intercept),
  hosmerLemeshow: (one: Figures) =>
    one.hosmerLemeshow === null
      ? '–'
      : `${one.hosmerLemeshow.chi2.toFixed(1)}（p ${pValue(one.hosmerLemeshow.pValue)}）`,
  spiegelhalter: (one: Figures) =>
    one.spiegelhalter === null
      ? '–'
      : `${plain(one.spiegelhalter.z)}（p ${pValue(one.spiegelhalter.pValue)}）`,
} as const
type Line = keyof typeof lines

/** Every figure of the report for the part that was fitted on and the part that was not. */
export function MetricsTable({ report }: { report: Report }) {
  const { t } = useTranslation('models')
  const { train, test } = report.metrics
  const { crossValidation } = report
  const columns = [
    { name: t('part.test'), figures: test },
    ...(train.n > 0 ? [{ name: t('part.train'), figures: train }] : []),
  ]
  return (
    <div className={tables.scroll} tabIndex={0} role="group" aria-label={t('report.figures')}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.figure')}</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col" data-figure>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(Object.keys(lines) as Line[]).map((line) => (
            <tr key={line}>
              <th scope="row">{t(`metric.${line}`)}</th>
              {columns.map(({ name, figures }) => (
                <td key={name} data-figure>
                  {lines[line](figures)}
                </td>
              ))}
            </tr>
          ))}
          {crossValidation !== null && (
            <tr>
              <th scope="row">{t('metric.crossValidation', { folds: crossValidation.folds })}</th>
              <td data-figure>{rate(crossValidation.auc)}</td>
              {columns.length > 1 && (
                <td data-figure>{crossValidation.foldAucs?.map(rate).join(' · ') ?? ''}</td>
              )}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
