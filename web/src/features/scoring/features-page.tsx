import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import { StatusTag } from '../../ui/status-tag'
import styles from './designer.module.css'
import { useFeatures, type Feature } from './feature-api'

function FeatureRow({ feature, customers }: { feature: Feature; customers: number }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const share = (count: number) => (customers === 0 ? '–' : formatPercent((100 * count) / customers))
  return (
    <tr>
      <th scope="row">
        <strong>{textOf(feature.label)}</strong>
        <p className={styles.hint}>{textOf(feature.meaning)}</p>
      </th>
      <td>{t(`feature.unit.${feature.unit as 'days'}`)}</td>
      <td>{t(`feature.direction.${feature.direction}`)}</td>
      <td>
        {textOf(feature.source)}
        <p className={styles.hint}>{textOf(feature.asOf)}</p>
      </td>
      <td className={styles.figure}>{feature.weight === 0 ? '–' : formatPercent(feature.weight)}</td>
      <td className={styles.figure}>
        {share(feature.known)}
        {feature.stale > 0 && (
          <p className={styles.hint}>{t('feature.stale', { share: share(feature.stale) })}</p>
        )}
      </td>
      <td>
        {feature.notForTraining === null ? (
          <StatusTag tone="good">{t('feature.usable')}</StatusTag>
        ) : (
          <>
            <StatusTag tone="warn">{t('feature.unusable')}</StatusTag>
            <p className={styles.hint}>{textOf(feature.notForTraining)}</p>
          </>
        )}
      </td>
    </tr>
  )
}

/** Everything that a scorecard may look at, and how much of the book knows it. */
export function Component() {
  const { t } = useTranslation('scoring')
  const features = useFeatures()
  if (features.isError) return <ErrorState error={features.error} onRetry={() => void features.refetch()} />
  if (features.isPending) return <PanelSkeleton rows={14} />
  const { customers, items } = features.data
  const columns = ['name', 'inUnit', 'better', 'source', 'weight', 'known', 'training'] as const
  return (
    <>
      <PageHeader title={t('feature.title')} detail={t('feature.detail', { count: customers })} />
      {(['trading', 'facts'] as const).map((from) => (
        <Panel key={from} title={t(`feature.from.${from}`)}>
          <div className={styles.scroll} tabIndex={0} role="group" aria-label={t(`feature.from.${from}`)}>
            <table className={styles.changes}>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {t(`feature.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items
                  .filter((feature) => feature.from === from)
                  .map((feature) => (
                    <FeatureRow key={feature.code} feature={feature} customers={customers} />
                  ))}
              </tbody>
            </table>
          </div>
        </Panel>
      ))}
    </>
  )
}
