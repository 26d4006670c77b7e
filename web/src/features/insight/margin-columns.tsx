import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Answer, Item } from '../../api/answer'
import type { DataColumn } from '../../ui/data-list/list-types'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'

export type MarginPage = Answer<'/api/v1/insight/risk-adjusted-margin'>
export type MarginLine = Item<'/api/v1/insight/risk-adjusted-margin'>

export const dimensions = ['customer', 'group', 'grade', 'segment'] as const
export type Dimension = (typeof dimensions)[number]

function KeyCell({ line, by }: { line: MarginLine; by: Dimension }) {
  const { t } = useTranslation('home')
  if (by === 'grade') return line.key === '' ? t('loss.unrated') : <GradeTag grade={line.key} />
  if (by === 'customer') return <Link to={`/customers/${encodeURIComponent(line.key)}`}>{line.name}</Link>
  return (
    <>
      {line.name} <span className="xh-quiet">{line.key}</span>
    </>
  )
}

/** Columns of what customers, groups, grades or segments earn after risk. */
export function useMarginColumns(by: Dimension): readonly DataColumn<MarginLine>[] {
  const { t } = useTranslation('home')
  type AmountKey = 'revenue' | 'margin' | 'expectedLoss' | 'averageReceivables' | 'financingCost' | 'net'
  const amount = (key: AmountKey, title: string, sort?: string): DataColumn<MarginLine> => ({
    ...{ key, title, align: 'right' as const },
    ...(sort !== undefined && { sort }),
    render: (line) => <Money value={line[key]} currency="sign" />,
  })
  const first: DataColumn<MarginLine> = {
    key: 'key',
    title: t(`loss.by.${by}`),
    sort: 'key',
    pinned: true,
    card: 'title',
    render: (line) => <KeyCell line={line} by={by} />,
  }
  const count: DataColumn<MarginLine> =
    by === 'customer'
      ? { key: 'months', title: t('margin.months'), align: 'right', render: ({ months }) => months }
      : {
          key: 'customers',
          title: t('margin.customers'),
          align: 'right',
          render: ({ customers }) => customers,
        }
  return [
    first,
    count,
    amount('revenue', t('margin.revenue'), 'revenue'),
    amount('margin', t('margin.margin'), 'margin'),
    amount('expectedLoss', t('margin.loss'), 'loss'),
    { ...amount('averageReceivables', t('margin.receivables')), optional: true },
    amount('financingCost', t('margin.financing'), 'financing'),
    { ...amount('net', t('margin.net'), 'net'), card: 'aside' },
    {
      key: 'netPercent',
      title: '%',
      align: 'right',
      render: ({ netPercent }) => (netPercent === null ? '–' : `${netPercent}%`),
    },
  ]
}
