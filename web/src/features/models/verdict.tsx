import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Figure, Figures } from '../../ui/figure'
import { Instant } from '../../ui/day'
import type { Model, Report } from './api'
import styles from './models.module.css'
import { pValue, plain, rate } from './figures'

/** How well a model ranks, in a word: by the AUC on cases that it was not fitted on. */
function grade(auc: number | null): 'untold' | 'weak' | 'fair' | 'good' | 'strong' {
  if (auc === null) return 'untold'
  return auc < 0.65 ? 'weak' : auc < 0.75 ? 'fair' : auc < 0.85 ? 'good' : 'strong'
}

function Quality({ report }: { report: Report }) {
  const { t } = useTranslation('models')
  const { test, train } = report.metrics
  const error = test.aucStandardError
  return (
    <Figures>
      <Figure
        label={t('figure.auc')}
        value={rate(test.auc)}
        note={
          error === null
            ? t(`quality.${grade(test.auc)}`)
            : `± ${error.toFixed(3)} · ${t(`quality.${grade(test.auc)}`)}`
        }
      />
      <Figure
        label={t('figure.ks')}
        value={rate(test.ks)}
        note={t('figure.gini', { value: rate(test.gini) })}
      />
      <Figure
        label={t('figure.calibration')}
        value={plain(test.calibration?.slope)}
        note={t('figure.hosmer', { value: pValue(test.hosmerLemeshow?.pValue) })}
      />
      <Figure
        label={t('figure.psi')}
        value={rate(report.scoreStability?.psi)}
        note={report.scoreStability === null ? '–' : t(`stability.${report.scoreStability.verdict}`)}
      />
      <Figure
        label={t('figure.cases')}
        value={test.n.toLocaleString('en-US')}
        note={t('figure.bad', { count: test.bad, train: train.n.toLocaleString('en-US') })}
      />
    </Figures>
  )
}

/** The head of a model: is it good, and may it decide. */
export function Verdict({ model }: { model: Model }) {
  const { t } = useTranslation('models')
  const { status, report } = model
  const type = status === 'champion' ? 'success' : status === 'retired' ? 'warning' : 'info'
  return (
    <div className={styles.head}>
      <Alert
        type={type}
        showIcon
        title={model.askedUse === null ? t(`may.${status}`) : t('may.asked', { name: model.askedBy ?? '' })}
        description={
          <>
            {model.plannedFrom !== null && (
              <p>
                {t('may.planned')} <Instant value={model.plannedFrom} />
              </p>
            )}
            {model.validationNote !== null && (
              <p>{t('may.concluded', { name: model.validatedBy ?? '', note: model.validationNote })}</p>
            )}
            {!model.scoresCustomers && <p>{t('may.foreign')}</p>}
          </>
        }
      />
      {report !== null && <Quality report={report} />}
    </div>
  )
}
