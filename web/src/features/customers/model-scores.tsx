import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '../../api/client'
import { useText } from '../../i18n/use-text'
import { StatusTag } from '../../ui/status-tag'
import { formatPercent } from '../../ui/percent'
import styles from './rating.module.css'

/** What the statistical models said at this rating: the champion’s probability counts, challengers’ stand beside it. */
export function ModelScores({ ratingId }: { ratingId: string }) {
  const { t } = useTranslation('customers')
  const textOf = useText()
  const scores = useQuery({
    queryKey: ['rating', ratingId, 'model-scores'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/ratings/{id}/model-scores', { params: { path: { id: ratingId } }, signal }),
      ),
  })
  const items = scores.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section aria-label={t('rating.modelScores')}>
      <h3>{t('rating.modelScores')}</h3>
      {items.map((one) => (
        <div key={one.modelId}>
          <p>
            <StatusTag tone={one.usedAs === 'champion' ? 'good' : 'neutral'}>
              {t(`rating.usedAs.${one.usedAs}`)}
            </StatusTag>{' '}
            {t('rating.modelVersion', { name: one.name, version: one.version })}{' '}
            <strong className="xh-numeric">{t('rating.pd', { pd: formatPercent(100 * one.pd) })}</strong>
          </p>
          <ul className={styles.reasons}>
            {one.reasons.map((reason, at) => (
              <li key={at}>{textOf(reason)}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
