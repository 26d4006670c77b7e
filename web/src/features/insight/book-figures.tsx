import { Button, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Figure, Figures } from '../../ui/figure'
import { Money } from '../../ui/money'
import { formatPercent } from '../../ui/percent'
import { useBookFigures, useOpenHolds, useOpenProposals, type BookFigures } from './api'
import styles from './home.module.css'

type Unit = 'yuan' | 'wan'

const unitKey = 'xinheng.unit'

function readUnit(): Unit {
  return localStorage.getItem(unitKey) === 'yuan' ? 'yuan' : 'wan'
}

function Amounts({ figures, unit }: { figures: BookFigures; unit: Unit }) {
  const { t } = useTranslation('home')
  const user = useUser()
  const holds = useOpenHolds(user.can('holds:read'))
  const proposals = useOpenProposals(user.can('limits:propose'))
  const openProposals = proposals.data?.total ?? proposals.data?.items.length ?? 0
  const { overduePercent, dsoDays, bestPossibleDsoDays, largestTenPercent } = figures
  const waiting = holds.data?.total ?? holds.data?.items.length
  const more = holds.data?.total === undefined && holds.data?.nextCursor != null ? '+' : ''
  return (
    <Figures>
      <Figure
        label={t('figure.receivables')}
        value={<Money value={figures.receivables} currency="sign" unit={unit} />}
        to="/aging"
        note={t('figure.sales')}
      />
      <Figure
        label={t('figure.overdue')}
        value={<Money value={figures.overdue} currency="sign" unit={unit} />}
        to="/aging?sort=overdue"
        note={t('figure.overdueNote', {
          percent: overduePercent === null ? '–' : formatPercent(overduePercent),
          count: figures.overdueCustomers,
        })}
      />
      <Figure
        label={t('figure.dso')}
        value={dsoDays === null ? '–' : t('figure.days', { days: dsoDays })}
        note={bestPossibleDsoDays === null ? undefined : t('figure.bestDso', { days: bestPossibleDsoDays })}
      />
      <Figure
        label={t('figure.concentration')}
        value={largestTenPercent === null ? '–' : formatPercent(largestTenPercent)}
        to="/aging?sort=total"
        note={t('figure.concentrationNote')}
      />
      {waiting !== undefined && (
        <Figure
          label={t('figure.holds')}
          value={`${waiting}${more}`}
          to="/holds"
          note={t('figure.holdsNote')}
        />
      )}
      {openProposals > 0 && (
        <Figure
          label={t('figure.proposals')}
          value={openProposals}
          to="/limits"
          note={t('figure.proposalsNote')}
        />
      )}
    </Figures>
  )
}

/** A book without a single invoice: the next step is to bring one in. */
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
  const figures = useBookFigures(true)
  const [unit, setUnit] = useState(readUnit)
  const [currency, setCurrency] = useState<string>()
  if (figures.isError) return <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
  if (figures.isPending) return <Skeleton active paragraph={{ rows: 2 }} />
  const items = figures.data.items
  const shown = items.find((one) => one.currency === currency) ?? items[0]
  if (shown === undefined) return <EmptyBook />
  return (
    <section aria-label={t('figure.title')}>
      <div className={styles.switches}>
        <span className="xh-quiet">{t('figure.asOf', { day: figures.data.asOf })}</span>
        {items.length > 1 && (
          <Segmented
            size="small"
            value={shown.currency}
            options={items.map((one) => one.currency)}
            onChange={setCurrency}
          />
        )}
        <Segmented<Unit>
          size="small"
          value={unit}
          options={[
            { value: 'yuan', label: t('unit.yuan') },
            { value: 'wan', label: t('unit.wan') },
          ]}
          onChange={(next) => {
            localStorage.setItem(unitKey, next)
            setUnit(next)
          }}
        />
      </div>
      <Amounts figures={shown} unit={unit} />
    </section>
  )
}
