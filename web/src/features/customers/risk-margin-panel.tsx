import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Answer } from '../../api/answer'
import type { Money as MoneyValue } from '../../api/money'
import { request } from '../../api/request'
import { useUser } from '../../session/session'
import { ErrorState } from '../../ui/error-state'
import { currencySign, formatAmount } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import styles from './credit-panel.module.css'

type Margin = Answer<'/api/v1/customers/{code}/risk-adjusted-margin'>

const inWords = ({ amount, currency }: MoneyValue) => `${currencySign(currency)}${formatAmount(amount)}`

function Nothing() {
  const { t } = useTranslation('customers')
  const user = useUser()
  return (
    <p className="xh-quiet">
      {t('margin.none')} {user.can('facts:write') && <Link to="/imports/new">{t('margin.import')}</Link>}
    </p>
  )
}

function Loaded({ margin }: { margin: Margin }) {
  const { t } = useTranslation('customers')
  if (margin.months === 0) return <Nothing />
  const { from, until, months, netPercent, fundingRate } = margin
  return (
    <>
      <p className={styles.main}>
        <Money value={margin.net} currency="sign" />
      </p>
      <p className="xh-quiet">
        {t('margin.formula', {
          margin: inWords(margin.margin),
          loss: inWords(margin.expectedLoss),
          financing: inWords(margin.financingCost),
        })}
        {netPercent !== null && ` · ${t('margin.ofRevenue', { percent: netPercent })}`}
      </p>
      <p className="xh-quiet">
        {t('margin.basis', {
          ...{ from, until, rate: fundingRate.rate },
          receivables: inWords(margin.averageReceivables),
        })}{' '}
        · {t('margin.months', { count: months })}
      </p>
    </>
  )
}

/** What the customer earned us in twelve months after expected loss and the cost of the money that waits with them. */
export function RiskMarginPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const margin = useQuery({
    queryKey: ['customer', code, 'risk-adjusted-margin'],
    queryFn: ({ signal }) =>
      request<Margin>('GET', `/api/v1/customers/${encodeURIComponent(code)}/risk-adjusted-margin`, {
        signal,
      }),
  })
  const content = () => {
    if (margin.isError) return <ErrorState error={margin.error} onRetry={() => void margin.refetch()} />
    return margin.isPending ? <PanelSkeleton rows={2} /> : <Loaded margin={margin.data} />
  }
  return <Panel title={t('margin.title')}>{content()}</Panel>
}
