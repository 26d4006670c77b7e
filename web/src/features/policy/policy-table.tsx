import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import type { PolicyRule, PolicyVersion } from './api'
import styles from './policy.module.css'
import { factorText, shareText } from './rate-text'

type ColumnKey =
  | 'grade'
  | 'segments'
  | 'classes'
  | 'formula'
  | 'netAssets'
  | 'unknownAssets'
  | 'cap'
  | 'starting'
  | 'terms'
  | 'conditions'
  | 'review'

interface Column {
  key: ColumnKey
  render: (rule: PolicyRule) => ReactNode
  figure?: boolean
}

/** Payment terms other than net days, prepayment, price, security and approval path, as far as the row says any. */
function Conditions({ rule }: { rule: PolicyRule }) {
  const { t } = useTranslation('policy')
  const {
    terms,
    prepaymentBasisPoints = 0,
    priceTier,
    discountBasisPoints = 0,
    security,
    approvalPath,
  } = rule
  const said = [
    terms !== undefined && terms.kind !== 'net' && t(`row.termsKind.${terms.kind}`),
    prepaymentBasisPoints > 0 && `${t('row.prepayment')} ${shareText(prepaymentBasisPoints)}`,
    priceTier,
    discountBasisPoints > 0 && `${t('row.discount')} ${shareText(discountBasisPoints)}`,
    security && `${t(`row.securityKind.${security.kind}`)} ${shareText(security.shareBasisPoints)}`,
    approvalPath && `${t('row.approvalPath')} ${approvalPath}`,
  ].filter((text) => typeof text === 'string')
  return said.length === 0 ? <span className="xh-quiet">–</span> : said.join(' · ')
}

function useColumns({ content, baseCurrency: currency }: PolicyVersion): readonly Column[] {
  const { t } = useTranslation('policy')
  const textOf = useText()
  const classes = content.classes ?? []
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
    ...(classes.length === 0
      ? []
      : [
          {
            key: 'classes' as const,
            render: (rule: PolicyRule) =>
              (rule.classes ?? []).length === 0
                ? t('segments.all')
                : classes
                    .filter(({ code }) => rule.classes?.includes(code))
                    .map(({ name }) => textOf(name))
                    .join(', '),
          },
        ]),
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
    { key: 'conditions', render: (rule) => <Conditions rule={rule} /> },
    {
      key: 'review',
      figure: true,
      render: (rule) =>
        rule.reviewIntervalDays === undefined
          ? t('review', { count: rule.reviewMonths })
          : t('reviewDays', { count: rule.reviewIntervalDays }),
    },
  ]
}

/** What each grade gets: one line per rule, on a phone one block per rule. */
export function PolicyTable({ version }: { version: PolicyVersion }) {
  const { t } = useTranslation('policy')
  const columns = useColumns(version)
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
