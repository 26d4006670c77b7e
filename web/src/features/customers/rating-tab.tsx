import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Day, Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import { ModelScores } from './model-scores'
import { useRatings, type Contribution, type Rating } from './rating-api'
import { Caps, RateNow } from './rating-panel'
import styles from './rating.module.css'

function ContributionRow({ one }: { one: Contribution }) {
  const textOf = useText()
  return (
    <tr>
      <th scope="row" className={styles.indicator}>
        {textOf(one.label)}
      </th>
      <td className={styles.number}>{formatPercent(one.weight)}</td>
      <td>
        <span className={styles.track} aria-hidden>
          <span className={styles.fill} style={{ width: `${one.points ?? 0}%` }} />
        </span>
      </td>
      <td className={styles.number}>{one.points ?? '–'}</td>
      <td className={styles.number}>{one.contribution.toFixed(2)}</td>
      <td className={styles.reason}>{textOf(one.reason)}</td>
    </tr>
  )
}

/** What seasonal and market adjustments did after the scorecard. */
function OverlayRows({ rating }: { rating: Rating }) {
  const { t } = useTranslation('customers')
  const textOf = useText()
  if (rating.overlays.length === 0) return null
  return (
    <tbody>
      <tr className={styles.dimension}>
        <th scope="row" colSpan={6}>
          {t('rating.overlays')}
        </th>
      </tr>
      {rating.overlays.map((one) => (
        <tr key={one.id}>
          <th scope="row" className={styles.indicator}>
            {one.name}
          </th>
          <td />
          <td />
          <td />
          <td className={styles.number}>{one.contribution.toFixed(2).replace('-', '\u2212')}</td>
          <td className={styles.reason}>{textOf(one.reason)}</td>
        </tr>
      ))}
    </tbody>
  )
}

function Contributions({ rating }: { rating: Rating }) {
  const { t } = useTranslation('customers')
  const textOf = useText()
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('rating.contributions')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('rating.indicator')}</th>
            <th scope="col" className={styles.number}>
              {t('rating.weight')}
            </th>
            <th scope="col">
              <span className="xh-visually-hidden">{t('rating.bar')}</span>
            </th>
            <th scope="col" className={styles.number}>
              {t('rating.pointsColumn')}
            </th>
            <th scope="col" className={styles.number}>
              {t('rating.contribution')}
            </th>
            <th scope="col">{t('rating.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {rating.dimensions.map((dimension) => (
            <Fragment key={dimension.code}>
              <tr className={styles.dimension}>
                <th scope="row">{textOf(dimension.label)}</th>
                <td className={styles.number}>{formatPercent(dimension.weight)}</td>
                <td />
                <td />
                <td className={styles.number}>{dimension.contribution.toFixed(2)}</td>
                <td className={styles.reason}>
                  {t('rating.coverage')} {formatPercent(dimension.coverage)}
                </td>
              </tr>
              {rating.contributions
                .filter((one) => one.dimension === dimension.code)
                .map((one) => (
                  <ContributionRow key={one.indicator} one={one} />
                ))}
            </Fragment>
          ))}
        </tbody>
        <OverlayRows rating={rating} />
        <tfoot>
          <tr>
            <th scope="row">{t('rating.score')}</th>
            <td />
            <td />
            <td />
            <td className={styles.number}>{rating.score.toFixed(2)}</td>
            <td className={styles.reason}>
              {t('rating.coverage')} {formatPercent(rating.coverage)}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function History({
  ratings,
  chosen,
  choose,
}: {
  ratings: readonly Rating[]
  chosen: Rating
  choose: (id: string) => void
}) {
  const { t } = useTranslation('customers')
  return (
    <ul className={styles.history} aria-label={t('rating.history')}>
      {ratings.map((rating) => (
        <li key={rating.id}>
          <button
            type="button"
            className={styles.entry}
            aria-pressed={rating.id === chosen.id}
            onClick={() => choose(rating.id)}
          >
            <GradeTag grade={rating.scaleGrade} />
            <span className="xh-numeric">{rating.score.toFixed(2)}</span>
            <span className={styles.when}>
              <Day value={rating.asOf} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Every rating with its contributions; the newest first. */
export function RatingTab({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const ratings = useRatings(code)
  const [chosenId, choose] = useState<string>()
  if (ratings.isError) return <ErrorState error={ratings.error} onRetry={() => void ratings.refetch()} />
  if (ratings.isPending) return <PanelSkeleton rows={12} />
  const items = ratings.data.items
  const chosen = items.find((rating) => rating.id === chosenId) ?? items[0]
  if (chosen === undefined) {
    return (
      <EmptyState
        title={t('rating.emptyTitle')}
        hint={t('rating.emptyHint')}
        action={<RateNow code={code} />}
      />
    )
  }
  return (
    <div className={styles.columns}>
      <Panel title={t('rating.history')} extra={<RateNow code={code} />}>
        <History ratings={items} chosen={chosen} choose={choose} />
      </Panel>
      <Panel
        title={t('rating.contributions')}
        extra={
          <>
            {t('rating.model', { code: chosen.model.code, version: chosen.model.version })} ·{' '}
            <Instant value={chosen.ratedAt} />
          </>
        }
      >
        <Caps rating={chosen} />
        <Contributions rating={chosen} />
        <ModelScores ratingId={chosen.id} />
      </Panel>
    </div>
  )
}
