import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Figure, Figures } from '../figure'
import { Money } from '../money'
import type { StackingColumn } from '../stacked-rows'
import { StackingTable } from '../stacking-table'
import type { CheckSummary } from './simulation-api'
import styles from './simulation.module.css'

type Way = CheckSummary['stopped']
type Line = Way['lines'][number]

function useColumns(): readonly StackingColumn<Line>[] {
  const { t } = useTranslation('simulation')
  return [
    { key: 'became', title: t('checks.became'), render: (_, { became }) => t(`checks.fate.${became}`) },
    { key: 'count', title: t('checks.count'), align: 'right', dataIndex: 'count' },
    {
      key: 'amount',
      title: t('checks.amount'),
      align: 'right',
      render: (_, { amount }) => <Money value={amount} currency="sign" />,
    },
    {
      key: 'loss',
      title: t('checks.loss'),
      align: 'right',
      render: (_, { loss }) => <Money value={loss} currency="sign" />,
    },
  ]
}

function WayTable({ title, way, to }: { title: string; way: Way; to: string }) {
  const { t } = useTranslation('simulation')
  const columns = useColumns()
  if (way.count === 0) return null
  return (
    <>
      <h4 className={styles.tableTitle}>
        {title} <Link to={to}>{t('checks.see')}</Link>
      </h4>
      <StackingTable<Line>
        rowKey={({ became }) => became}
        rows={way.lines.filter(({ count }) => count > 0)}
        columns={columns}
      />
    </>
  )
}

/** What a changed document would have done to past orders, and what became of them. */
export function CheckEffect({ id, checks }: { id: string; checks: CheckSummary }) {
  const { t } = useTranslation('simulation')
  const { checked, stopped, freed } = checks
  const paid = stopped.lines.find(({ became }) => became === 'paid')
  const orders = `/simulations/${id}/orders`
  return (
    <section className={styles.part}>
      <h3 className={styles.partTitle}>{t('checks.title')}</h3>
      <p className="xh-quiet">{t('checks.checked', { count: checked })}</p>
      {stopped.count + freed.count === 0 ? (
        <p>{t('checks.none')}</p>
      ) : (
        <Figures>
          <Figure
            label={t('checks.delayed')}
            value={<Money value={stopped.amount} unit="large" />}
            note={t('checks.orders', { count: stopped.count })}
          />
          <Figure label={t('checks.avoided')} value={<Money value={stopped.loss} unit="large" />} />
          <Figure
            label={t('checks.good')}
            value={<Money value={paid?.amount ?? null} unit="large" />}
            note={t('checks.orders', { count: paid?.count ?? 0 })}
          />
          <Figure
            label={t('checks.freedNote')}
            value={<Money value={freed.amount} unit="large" />}
            note={t('checks.orders', { count: freed.count })}
          />
        </Figures>
      )}
      <WayTable title={t('checks.stopped')} way={stopped} to={`${orders}?way=stopped`} />
      <WayTable title={t('checks.freed')} way={freed} to={`${orders}?way=freed`} />
      <p className={styles.method}>{t('checks.method')}</p>
    </section>
  )
}
