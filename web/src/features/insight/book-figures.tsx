import { Button, Segmented, Skeleton } from 'antd'
import { useState, type ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Figure, Figures } from '../../ui/figure'
import { Money } from '../../ui/money'
import { formatPercent } from '../../ui/percent'
import { useBook, type Book, type Home } from './api'
import styles from './home.module.css'

type Unit = 'yuan' | 'large'

const unitKey = 'xinheng.unit'

function readUnit(): Unit {
  return localStorage.getItem(unitKey) === 'yuan' ? 'yuan' : 'large'
}

type Trend = ComponentProps<typeof Figure>['trend']

/** The difference to the period before, in points or days; nothing when either is unknown or they are the same. */
function trendOf(now: string | null, before: string | null | undefined, unit: string): Trend {
  if (now === null || before == null) return undefined
  const change = Number(now) - Number(before)
  if (Math.abs(change) < 0.05) return undefined
  return {
    direction: change > 0 ? 'up' : 'down',
    tone: change > 0 ? 'danger' : 'good',
    text: `${Math.abs(change).toFixed(1)} ${unit}`,
  }
}

interface AmountsProps {
  part: Book['book'][number]
  unit: Unit
}

/** Receivables, overdue, days and concentration in one currency, compared with a month earlier. */
function Amounts({ part, unit }: AmountsProps) {
  const { t } = useTranslation('home')
  const { now, previous, link } = part
  const { overduePercent, dsoDays, bestPossibleDsoDays, largestTenPercent } = now
  const byOverdue = link.includes('?') ? `${link}&sort=overdue` : `${link}?sort=overdue`
  const percent = (value: string | null) => (value === null ? '–' : formatPercent(value))
  return (
    <>
      <Figure
        label={t('figure.receivables')}
        value={<Money value={now.receivables} currency="sign" unit={unit} />}
        to={link}
        note={t('figure.sales')}
      />
      <Figure
        label={t('figure.overdue')}
        value={<Money value={now.overdue} currency="sign" unit={unit} />}
        to={byOverdue}
        trend={trendOf(overduePercent, previous?.overduePercent, t('figure.points'))}
        note={t('figure.overdueNote', { percent: percent(overduePercent), count: now.overdueCustomers })}
      />
      <Figure
        label={t('figure.dso')}
        value={dsoDays === null ? '–' : t('figure.days', { days: dsoDays })}
        trend={trendOf(dsoDays, previous?.dsoDays, t('figure.dayUnit'))}
        note={bestPossibleDsoDays === null ? undefined : t('figure.bestDso', { days: bestPossibleDsoDays })}
      />
      <Figure
        label={t('figure.concentration')}
        value={percent(largestTenPercent)}
        to={link}
        note={t('figure.concentrationNote')}
      />
    </>
  )
}

/** What waits on the desk; each opens its worklist. */
function Waiting({ desk }: { desk: Home }) {
  const { t } = useTranslation('home')
  const { openHolds, readyHolds, openProposals, limitsExpiring } = desk
  return (
    <>
      <Figure
        label={t('figure.holds')}
        value={openHolds.value}
        to={readyHolds.value > 0 ? readyHolds.link : openHolds.link}
        note={t('figure.readyNote', { count: readyHolds.value })}
      />
      <Figure
        label={t('figure.proposals')}
        value={openProposals.value}
        to={openProposals.link}
        note={t('figure.expiringNote', { count: limitsExpiring.value })}
      />
    </>
  )
}

/** Customers are there, and nothing is open. */
function SettledBook({ customers, desk }: Pick<Book, 'customers' | 'desk'>) {
  const { t } = useTranslation('home')
  return (
    <section aria-label={t('figure.title')}>
      <Figures>
        <Figure label={t('figure.receivables')} value="0" to="/aging" note={t('figure.nothingOpen')} />
        <Figure label={t('figure.customers')} value={customers} to="/customers" />
        {desk !== null && <Waiting desk={desk} />}
      </Figures>
    </section>
  )
}

/** A book without a single customer: the next step is to bring them in. */
function EmptyBook() {
  const { t } = useTranslation('home')
  const user = useUser()
  return (
    <EmptyState
      title={t('emptyBook.title')}
      hint={t('emptyBook.hint')}
      action={
        user.can('imports:write') && (
          <Link to="/imports/new">
            <Button type="primary" tabIndex={-1}>
              {t('emptyBook.action')}
            </Button>
          </Link>
        )
      }
    />
  )
}

/** The numbers of the book; each opens the list behind it. In 元 or 万元 for Chinese readers. */
export function BookFigureRow() {
  const { t } = useTranslation('home')
  const user = useUser()
  const loading = useBook(user.can('insight:read'))
  const [unit, setUnit] = useState(readUnit)
  const [currency, setCurrency] = useState<string>()
  if (loading.isError) return <ErrorState error={loading.error} onRetry={() => void loading.refetch()} />
  if (loading.isPending) return <Skeleton active paragraph={{ rows: 2 }} />
  const { asOf, previousAsOf, book, desk, customers } = loading.data
  const shown = book.find((one) => one.currency === currency) ?? book[0]
  if (shown === undefined) {
    return customers === 0 ? <EmptyBook /> : <SettledBook customers={customers} desk={desk} />
  }
  return (
    <section aria-label={t('figure.title')}>
      <div className={styles.switches}>
        <span className="xh-quiet">
          {previousAsOf === null
            ? t('figure.asOf', { day: asOf })
            : t('figure.asOfCompared', { day: asOf, before: previousAsOf })}
        </span>
        {book.length > 1 && (
          <Segmented
            size="small"
            value={shown.currency}
            options={book.map((one) => one.currency)}
            onChange={setCurrency}
          />
        )}
        <Segmented<Unit>
          size="small"
          value={unit}
          options={[
            { value: 'yuan', label: t('unit.yuan') },
            { value: 'large', label: t('unit.large') },
          ]}
          onChange={(next) => {
            localStorage.setItem(unitKey, next)
            setUnit(next)
          }}
        />
      </div>
      <Figures>
        <Amounts part={shown} unit={unit} />
        {desk !== null && <Waiting desk={desk} />}
      </Figures>
    </section>
  )
}
