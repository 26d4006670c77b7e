import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { ExpectedOn } from '../../ui/expected-payment'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'

type Forecast = Answer<'/api/v1/customers/{code}/payment-forecast'>
type Payer = NonNullable<Forecast['payer']>
type Item = Forecast['items'][number]

const shown = 5

/** How the customer pays and when to call, with the rule and the evidence. */
function PayerWords({ payer, pNext30 }: { payer: Payer; pNext30: number | null }) {
  const { t } = useTranslation('customers')
  const textOf = useText()
  const { callOn, weekday, weekdayShare, weekdayWeeks } = payer
  return (
    <>
      <p>
        <strong>{t(`forecast.payer.${payer.segment}`)}</strong>{' '}
        <span className="xh-quiet">
          {t('forecast.rule', { rule: textOf(payer.rule), count: payer.paidCount })}
        </span>
      </p>
      {pNext30 !== null && <p>{t('forecast.next30', { share: formatPercent(100 * pNext30) })}</p>}
      <p className="xh-quiet">
        {callOn === null || weekday === null
          ? t('forecast.noDay', { count: weekdayWeeks })
          : t('forecast.call', {
              day: t(`forecast.weekday.${callOn as 1}`),
              payday: t(`forecast.weekday.${weekday as 1}`),
              share: formatPercent(100 * (weekdayShare ?? 0)),
              weeks: weekdayWeeks,
            })}
      </p>
    </>
  )
}

function useColumns(): readonly StackingColumn<Item>[] {
  const { t } = useTranslation('customers')
  const textOf = useText()
  return [
    {
      key: 'document',
      title: t('forecast.document'),
      render: (_, { document }) => document.number,
    },
    { key: 'due', title: t('forecast.due'), render: (_, { dueDate }) => <Day value={dueDate} /> },
    {
      key: 'expected',
      title: t('forecast.expected'),
      render: (_, item) => <ExpectedOn forecast={item} />,
    },
    {
      key: 'late',
      title: t('forecast.late30'),
      align: 'end',
      render: (_, { pLate30 }) => <span className="xh-numeric">{formatPercent(100 * pLate30)}</span>,
    },
    {
      key: 'open',
      title: t('forecast.open'),
      align: 'end',
      render: (_, { open }) => <Money value={open} currency="sign" />,
    },
    {
      key: 'why',
      title: t('forecast.why'),
      wrap: 480,
      render: (_, { explanation }) => <span className="xh-quiet">{textOf(explanation)}</span>,
    },
  ]
}

/** When the customer's open invoices will be paid. */
export function PaymentForecastPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const columns = useColumns()
  const forecast = useQuery({
    queryKey: ['customer', code, 'payment-forecast'],
    queryFn: ({ signal }) =>
      request<Forecast>('GET', `/api/v1/customers/${encodeURIComponent(code)}/payment-forecast`, { signal }),
  })
  const content = () => {
    if (forecast.isError) return <ErrorState error={forecast.error} onRetry={() => void forecast.refetch()} />
    if (forecast.isPending) return <PanelSkeleton rows={4} />
    const { payer, pNext30, items } = forecast.data
    return (
      <>
        {payer !== null && <PayerWords payer={payer} pNext30={pNext30} />}
        {items.length === 0 ? (
          <p className="xh-quiet">{t('forecast.empty')}</p>
        ) : (
          <StackingTable
            rows={items.slice(0, shown)}
            rowKey={({ document }) => `${document.source} ${document.number} ${document.itemNo}`}
            columns={columns}
          />
        )}
      </>
    )
  }
  return (
    <Panel
      title={t('forecast.title')}
      extra={<Link to={`/payment-forecasts?customer=${encodeURIComponent(code)}`}>{t('forecast.all')}</Link>}
    >
      {content()}
    </Panel>
  )
}
