import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import type { PolicyRule, PolicyVersion } from './api'
import styles from './policy.module.css'
import { factorText, shareText } from './rate-text'

type ColumnKey =
  'grade' | 'segments' | 'formula' | 'netAssets' | 'unknownAssets' | 'cap' | 'starting' | 'terms' | 'review'

interface Column {
  key: ColumnKey
  render: (rule: PolicyRule) => ReactNode
  figure?: boolean
}

function useColumns(currency: string): readonly Column[] {
  const { t } = useTranslation('policy')
  const amount = (value: string) => <Money value={{ amount: value, currency }} currency="sign" />
  const givesCredit = (rule: PolicyRule) => rule.months > 0 && rule.factorBasisPoints > 0
  const ifCredit = (content: (rule: PolicyRule) => ReactNode) => (rule: PolicyRule) =>
    givesCredit(rule) ? content(rule) : <span className="xh-quiet">–</span>
  return [
    { key: 'grade', render: (rule) => <GradeTag grade={rule.grade} /> },
    {
      key: 'segments',
      render: (rule) => (rule.segments.length === 0 ? t('segments.all') : rule.segments.join(', ')),
    },
    {
      key: 'formula',
      render: (rule) =>
        givesCredit(rule)
          ? t('formula', { count: rule.months, factor: factorText(rule.factorBasisPoints) })
          : t('noCredit'),
    },
    { key: 'netAssets', figure: true, render: ifCredit((rule) => shareText(rule.netAssetsShareBasisPoints)) },
    { key: 'unknownAssets', figure: true, render: ifCredit((rule) => amount(rule.capWithoutNetAssets)) },
    { key: 'cap', figure: true, render: ifCredit((rule) => amount(rule.cap)) },
    { key: 'starting', figure: true, render: (rule) => amount(rule.startingLimit) },
    {
      key: 'terms',
      figure: true,
      render: (rule) => (rule.netDays === 0 ? t('terms.cash') : t('terms.days', { count: rule.netDays })),
    },
    { key: 'review', figure: true, render: (rule) => t('review', { count: rule.reviewMonths }) },
  ]
}

/** What each grade gets: one line per rule, on a phone one block per rule. */
export function PolicyTable({ version }: { version: PolicyVersion }) {
  const { t } = useTranslation('policy')
  const columns = useColumns(version.baseCurrency)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map(({ key, figure }) => (
            <th key={key} scope="col" data-figure={figure}>
              {t(`column.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {version.content.rules.map((rule, index) => (
          <tr key={`${rule.grade}${index}`}>
            {columns.map(({ key, render, figure }) => (
              <td key={key} data-figure={figure}>
                <span className={styles.label} aria-hidden>
                  {t(`column.${key}`)}
                </span>
                <span>{render(rule)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
