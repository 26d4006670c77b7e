import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { Model, Report } from './api'
import { useFeatureName } from './feature-name'
import { share } from './figures'
import styles from './models.module.css'

type Share = Report['use']['overall'][number]

function Bars({ model, shares }: { model: Model; shares: readonly Share[] }) {
  const { t } = useTranslation('models')
  const nameOf = useFeatureName(model)
  return (
    <ul className={styles.bars}>
      {shares.map((one) => (
        <li key={one.feature}>
          <span>{nameOf(one.feature)}</span>
          <span className={styles.track} aria-hidden>
            <span
              className={styles.fill}
              data-against={one.meanLogOdds > 0}
              style={{ width: `${100 * one.share}%` }}
            />
          </span>
          <span className="xh-numeric">{share(one.share)}</span>
          <span className="xh-quiet">{t(one.meanLogOdds > 0 ? 'use.against' : 'use.for')}</span>
        </li>
      ))}
    </ul>
  )
}

/** Which features drive whom: over all, and for each group of customers. */
export function UseTab({ model, report }: { model: Model; report: Report }) {
  const { t } = useTranslation('models')
  const { use, segments } = report
  return (
    <>
      <p className="xh-quiet">{t('use.explained', { count: use.cases })}</p>
      <Panel title={t('use.overall')}>
        <Bars model={model} shares={use.overall.slice(0, 20)} />
      </Panel>
      <div className={styles.columns}>
        {use.groups.map((group) => (
          <Panel
            key={group.group}
            title={
              segments === null
                ? t(`use.fifth.${group.group as 'Q1'}`)
                : `${segments.column}：${group.group === '' ? '–' : group.group}`
            }
            extra={t('use.group', { count: group.n, pd: share(group.meanPd) })}
          >
            <Bars model={model} shares={group.drivers} />
          </Panel>
        ))}
      </div>
    </>
  )
}
