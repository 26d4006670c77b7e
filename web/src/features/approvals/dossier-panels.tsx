import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { Day, Instant } from '../../ui/day'
import { GradeTag } from '../../ui/grade-tag'
import { isZero } from '../../ui/format-amount'
import { Meter } from '../../ui/meter'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import type { Dossier } from '../../ui/cases/case-api'
import styles from './case.module.css'

/** The customer's grade and why. */
export function RatingPanel({ rating }: { rating: NonNullable<Dossier['rating']> }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  return (
    <Panel
      title={t('case.rating')}
      extra={
        <>
          <GradeTag grade={rating.override?.grade ?? rating.grade} />
          <span>{t('case.score', { score: rating.score })}</span>
        </>
      }
    >
      {rating.override !== null && (
        <p className={styles.note}>
          {t('case.override', { grade: rating.grade })} <Day value={rating.override.until} /> ·{' '}
          {rating.override.reason}
        </p>
      )}
      <ul className={styles.bullets}>
        {rating.reasons.map((reason, index) => (
          <li key={index}>{textOf(reason)}</li>
        ))}
      </ul>
      <p className="xh-quiet">
        {t('case.ratedAt')} <Instant value={rating.ratedAt} />
      </p>
    </Panel>
  )
}

function AgingLine({ aging }: { aging: NonNullable<Dossier['aging']> }) {
  const { t } = useTranslation('approvals')
  const name = (from: number | null, to: number | null) =>
    to === null
      ? t('case.agingOver', { days: (from ?? 1) - 1 })
      : t('case.agingBetween', { from: from ?? 1, to })
  const cells = [
    { key: 'not-due', label: t('case.notDue'), amount: aging.notDue },
    ...aging.buckets.map(({ from, to, amount }) => ({ key: `${from}-${to}`, label: name(from, to), amount })),
  ]
  const open = cells.filter(({ amount }) => !isZero(amount.amount))
  if (open.length === 0) return null
  return (
    <>
      <h3 className={styles.subtitle}>{t('case.aging')}</h3>
      <dl className={styles.aging}>
        {open.map(({ key, label, amount }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>
              <Money value={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** How the customer stands now: limit, exposure, overdue, aging. */
export function CreditPanel({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation('approvals')
  const { credit, aging, customer } = dossier
  const user = useUser()
  if (credit === null) return null
  const cells = [
    ['available', <Money key="a" value={credit.available} currency="sign" strong />],
    [
      'limit',
      credit.limit === null ? (
        t(`case.limitMode.${credit.limitMode}`)
      ) : (
        <Money key="l" value={credit.limit} currency="sign" />
      ),
    ],
    ['exposure', <Money key="e" value={credit.exposure} currency="sign" />],
    ['overdueAmount', <Money key="o" value={credit.overdue} currency="sign" />],
    ['oldest', credit.oldestDays > 0 ? t('case.oldestDays', { count: credit.oldestDays }) : '–'],
    ['netDays', credit.netDays === null ? '–' : t('case.netDaysValue', { count: credit.netDays })],
  ] as const
  return (
    <Panel
      title={t('case.credit')}
      extra={
        customer !== null &&
        user.can('customers:read') && (
          <Link to={`/customers/${encodeURIComponent(customer.code)}`}>{customer.name}</Link>
        )
      }
    >
      <dl className={styles.numbers}>
        {cells.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`case.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Meter
        parts={[{ key: 'exposure', label: t('case.exposure'), amount: credit.exposure.amount, colour: 0 }]}
        limit={credit.limit?.amount ?? null}
        label={t('case.exposure')}
      />
      {aging !== null && <AgingLine aging={aging} />}
    </Panel>
  )
}
