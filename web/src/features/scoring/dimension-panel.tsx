import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { formatPercent } from '../../ui/percent'
import { Panel } from '../../ui/panel'
import type { Dimension, Indicator } from './api'
import { unitOf } from './feature-unit'
import { binText, featureValue } from './feature-value'
import styles from './scoring.module.css'

const percent = (basisPoints: number) => formatPercent(basisPoints / 100)

function Bins({ indicator, unit }: { indicator: Indicator; unit: string }) {
  const { t } = useTranslation('scoring')
  const steps = [
    ...(indicator.line ?? []).map(({ at, points }) => ({
      name: t('line.corner', { value: featureValue(at, unit, t) }),
      points,
    })),
    ...indicator.bins.map((bin) => ({ name: binText(bin, unit, t), points: bin.points })),
    ...indicator.codes.map(({ code, points }) => ({ name: t('bin.code', { code }), points })),
  ]
  return (
    <ul className={styles.bins}>
      {steps.map((step) => (
        <li key={step.name}>
          <span>{step.name}</span>
          <span className={styles.points}>{t('points', { count: step.points })}</span>
          <span className={styles.track} aria-hidden>
            <span style={{ width: `${step.points}%` }} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function IndicatorRow({ indicator, unit }: { indicator: Indicator; unit: string }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  return (
    <details className={styles.indicator}>
      <summary>
        <span className={styles.indicatorName}>{textOf(indicator.label)}</span>
        <span className="xh-quiet">{t(`missing.${indicator.whenMissing}`)}</span>
        <span className={styles.weight}>{percent(indicator.weightBasisPoints)}</span>
      </summary>
      {indicator.formula !== undefined && <code>{indicator.formula.expression}</code>}
      <Bins indicator={indicator} unit={unit} />
    </details>
  )
}

/** A dimension with its weight; each indicator opens to its bins. */
export function DimensionPanel({
  dimension,
  units,
}: {
  dimension: Dimension
  units: ReadonlyMap<string, string>
}) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  return (
    <Panel
      title={textOf(dimension.label)}
      extra={<strong>{t('weight', { percent: percent(dimension.weightBasisPoints) })}</strong>}
    >
      {dimension.indicators.map((indicator) => (
        <IndicatorRow key={indicator.code} indicator={indicator} unit={unitOf(indicator, units)} />
      ))}
    </Panel>
  )
}
