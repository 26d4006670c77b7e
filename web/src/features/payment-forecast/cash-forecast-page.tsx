import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Figure, Figures } from '../../ui/figure'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import { cashSheetHref, useCashForecast, type CashForecast, type CashQuestion } from './api'
import { CashChart } from './cash-chart'
import { CashFilters } from './cash-filters'
import { ComingWeeks, PastWeeks } from './cash-tables'
import { PayerCounts } from './payer-counts'
import styles from './payment-forecast.module.css'
import { useCashQuestion } from './use-cash-question'

const share = (value: number | null) => (value === null ? '–' : formatPercent(100 * value))

function Summary({ forecast }: { forecast: CashForecast }) {
  const { t } = useTranslation('cash')
  const [first, second] = forecast.weeks
  return (
    <Figures>
      <Figure
        label={t('figure.thisWeek')}
        value={<Money value={first?.expected} currency="sign" unit="large" />}
      />
      <Figure
        label={t('figure.nextWeek')}
        value={<Money value={second?.expected} currency="sign" unit="large" />}
      />
      <Figure
        label={t('figure.later')}
        value={<Money value={forecast.later} currency="sign" unit="large" />}
        note={t('figure.laterNote')}
      />
      <Figure label={t('figure.open')} value={<Money value={forecast.open} currency="sign" unit="large" />} />
      <Figure label={t('figure.wape')} value={share(forecast.wape)} note={t('figure.wapeNote')} />
      <Figure label={t('figure.coverage')} value={share(forecast.coverage)} note={t('figure.coverageNote')} />
    </Figures>
  )
}

function Weeks({ forecast, question }: { forecast: CashForecast; question: CashQuestion }) {
  const { t } = useTranslation('cash')
  if (forecast.asOf === null) return <EmptyState title={t('emptyTitle')} hint={t('emptyHint')} />
  return (
    <>
      <Summary forecast={forecast} />
      <Panel title={t('chart.title')}>
        <CashChart forecast={forecast} />
      </Panel>
      <Panel title={t('coming')} extra={t('comingNote')} flush>
        <ComingWeeks forecast={forecast} question={question} />
      </Panel>
      {forecast.past.length > 0 && (
        <Panel title={t('past')} extra={t('pastNote')} flush>
          <PastWeeks forecast={forecast} />
        </Panel>
      )}
      <PayerCounts />
    </>
  )
}

/** When the money of open invoices comes, week by week, and how past forecasts held. */
export function Component() {
  const { t, i18n } = useTranslation('cash')
  const user = useUser()
  const [question, change] = useCashQuestion()
  const forecast = useCashForecast(question)
  const found = forecast.data
  const content = () => {
    if (forecast.isError) return <ErrorState error={forecast.error} onRetry={() => void forecast.refetch()} />
    if (forecast.isPending) return <PanelSkeleton rows={12} />
    return <Weeks forecast={forecast.data} question={question} />
  }
  const basis = found?.modelVersion == null ? t('byHistory') : t('byModel', { version: found.modelVersion })
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={found?.asOf == null ? t('detail') : t('detailAsOf', { day: found.asOf, basis })}
        actions={
          <>
            {user.can('policy:read') && (
              <Link to="/cash-forecast/model">
                <Button tabIndex={-1}>{t('model.open')}</Button>
              </Link>
            )}
            <Button icon={<DownloadOutlined />} href={cashSheetHref(question, i18n.language)} download>
              {t('export')}
            </Button>
          </>
        }
      />
      <div className={styles.stack}>
        <CashFilters
          question={question}
          currency={found?.currency}
          currencies={found?.currencies ?? []}
          change={change}
        />
        {content()}
      </div>
    </>
  )
}
