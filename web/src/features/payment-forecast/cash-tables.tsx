import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { toQueryString } from '../../api/request'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import { toPlotValue } from '../../ui/format-amount'
import type { CashForecast, CashQuestion, CashWeek, PastWeek } from './api'

function itemsHref({ currency, segment, owner }: CashQuestion, week: string, shown: string): string {
  return `/payment-forecasts${toQueryString({ week, currency: currency ?? shown, segment, owner })}`
}

/** The coming weeks; each leads to the instalments that it is expected of. */
export function ComingWeeks({ forecast, question }: { forecast: CashForecast; question: CashQuestion }) {
  const { t } = useTranslation('cash')
  const columns: readonly StackingColumn<CashWeek>[] = [
    {
      key: 'week',
      title: t('week'),
      render: (_, week) => (
        <Link to={itemsHref(question, week.weekOn, forecast.currency)}>
          <Day value={week.weekOn} />
        </Link>
      ),
    },
    {
      key: 'expected',
      title: t('chart.expected'),
      align: 'end',
      render: (_, week) => <Money value={week.expected} strong />,
    },
    { key: 'low', title: t('low'), align: 'end', render: (_, week) => <Money value={week.low} /> },
    { key: 'high', title: t('high'), align: 'end', render: (_, week) => <Money value={week.high} /> },
  ]
  return <StackingTable flush rows={forecast.weeks} rowKey={({ weekOn }) => weekOn} columns={columns} />
}

function isInside({ came, low, high }: PastWeek): boolean {
  const value = toPlotValue(came.amount)
  return value >= toPlotValue(low.amount) && value <= toPlotValue(high.amount)
}

/** Past forecasts against what came of what was open then, newest first. */
export function PastWeeks({ forecast }: { forecast: CashForecast }) {
  const { t } = useTranslation('cash')
  const columns: readonly StackingColumn<PastWeek>[] = [
    { key: 'week', title: t('week'), render: (_, week) => <Day value={week.weekOn} /> },
    { key: 'made', title: t('madeOn'), render: (_, week) => <Day value={week.madeOn} /> },
    {
      key: 'expected',
      title: t('chart.expected'),
      align: 'end',
      render: (_, week) => <Money value={week.expected} />,
    },
    {
      key: 'came',
      title: t('chart.came'),
      align: 'end',
      render: (_, week) => <Money value={week.came} strong />,
    },
    {
      key: 'inside',
      title: t('inBand'),
      render: (_, week) =>
        isInside(week) ? (
          <StatusTag tone="good">{t('inside')}</StatusTag>
        ) : (
          <StatusTag tone="warn">{t('outside')}</StatusTag>
        ),
    },
  ]
  return (
    <StackingTable
      flush
      rows={[...forecast.past].reverse()}
      rowKey={({ weekOn }) => weekOn}
      columns={columns}
    />
  )
}
