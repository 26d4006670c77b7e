import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { useLetters } from '../../session/letters'
import { Instant } from '../../ui/day'
import { cx } from '../../ui/cx'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Explain } from '../../ui/explain'
import { GradeTag } from '../../ui/grade-tag'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import { useCustomer } from './account-api'
import { useRateNow, useRatings, type Contribution, type Rating } from './rating-api'
import styles from './rating.module.css'

const reasonsMax = 3

/** What cost most: weight × (100 − points), largest first. */
function costliest(contributions: readonly Contribution[]): readonly Contribution[] {
  const cost = (one: Contribution) => one.weight * (100 - (one.points ?? 100))
  return [...contributions].sort((a, b) => cost(b) - cost(a)).filter((one) => cost(one) > 0)
}

/** Of several bounds for low coverage only the tightest binds; the others would say nothing more. */
function binding(caps: Rating['caps'], letters: readonly string[]): Rating['caps'] {
  const rank = ({ gradeAtMost }: Rating['caps'][number]) => letters.indexOf(gradeAtMost)
  const coverage = caps.filter(({ kind }) => kind === 'coverage')
  const tightest = coverage.reduce((low, one) => Math.max(low, rank(one)), -1)
  const kept = coverage.find((one) => rank(one) === tightest)
  return caps.filter((one) => one.kind !== 'coverage' || one === kept)
}

/** What keeps the grade down whatever the score says. */
export function Caps({ rating }: { rating: Rating }) {
  const letters = useLetters()
  if (rating.caps.length === 0) return null
  const reasons = binding(rating.caps, letters).map(({ kind, code, gradeAtMost, reason }) => ({
    code: `${kind}${code}${gradeAtMost}`,
    message: reason,
    tone: kind === 'veto' ? ('danger' as const) : ('warn' as const),
  }))
  return <Explain reasons={reasons} />
}

function Summary({ rating, code }: { rating: Rating; code: string }) {
  const { t } = useTranslation('customers')
  const textOf = useText()
  const reasons = costliest(rating.contributions).slice(0, reasonsMax)
  return (
    <>
      <div className={styles.head}>
        <GradeTag grade={rating.scaleGrade} size="large" />
        <div>
          <div className={styles.score}>
            {rating.score.toFixed(2)}
            <span className={styles.unit}>{t('rating.points')}</span>
          </div>
          <div className="xh-quiet">
            {t('rating.coverage')} {formatPercent(rating.coverage)} · <Instant value={rating.ratedAt} />
          </div>
        </div>
      </div>
      {rating.scale === 'nine' && <p className="xh-quiet">{t('rating.countsAs', { grade: rating.grade })}</p>}
      {rating.profile !== null && (
        <p className="xh-quiet">{t('rating.profile', { name: textOf(rating.profile.label) })}</p>
      )}
      <Caps rating={rating} />
      <ul className={styles.reasons}>
        {reasons.map((reason) => (
          <li key={reason.indicator}>{textOf(reason.reason)}</li>
        ))}
      </ul>
      <Link className={cx(styles.reach, 'xh-no-print')} to={`/customers/${encodeURIComponent(code)}/rating`}>
        {t('rating.all')}
      </Link>
    </>
  )
}

/** Rates now; only for those who may. */
export function RateNow({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const customer = useCustomer(code)
  const rate = useRateNow(code)
  if (!customer.data?.allowed.includes('rate')) return null
  return (
    <>
      <Button className="xh-no-print" size="small" loading={rate.isPending} onClick={() => rate.mutate()}>
        {t('rating.now')}
      </Button>
      <ProblemAlert error={rate.error} />
    </>
  )
}

/** The grade, what it rests on, and what weighs it down. */
export function RatingPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const ratings = useRatings(code)
  const content = () => {
    if (ratings.isError) return <ErrorState error={ratings.error} onRetry={() => void ratings.refetch()} />
    if (ratings.isPending) return <PanelSkeleton rows={6} />
    const newest = ratings.data.items[0]
    return newest === undefined ? (
      <EmptyState title={t('rating.emptyTitle')} hint={t('rating.emptyHint')} />
    ) : (
      <Summary rating={newest} code={code} />
    )
  }
  return (
    <Panel title={t('rating.title')} extra={<RateNow code={code} />}>
      {content()}
    </Panel>
  )
}
