import { Slider } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { formatPercent } from '../../ui/percent'
import styles from './designer.module.css'
import { useHistogram, type Histogram } from './draft-api'
import { useFormulaDistribution, type Formula } from './feature-api'
import { featureValue } from './feature-value'

interface BinChartProps {
  feature: string | null
  /** What is looked at without a feature. */
  formula: Formula | undefined
  unit: string
  bounds: readonly number[]
  readOnly: boolean
  onBounds: (bounds: number[]) => void
}

/** What the picture spans: the bars with their open tails as wide as the others, and every bound. */
function rangeOf(bars: Histogram['bars'], bounds: readonly number[]): { low: number; high: number } {
  const ends = bars.flatMap(({ to }) => (to === null ? [] : [to]))
  const [first = bounds[0] ?? 0, second = first + 1] = ends
  const width = Math.max(1, second - first)
  const low = Math.min(first - width, ...bounds.map((bound) => bound - width))
  const high = Math.max((ends.at(-1) ?? first) + width, ...bounds.map((bound) => bound + width))
  return { low, high }
}

/** The book behind the bins: how many customers have which value, how many of them are bad; bounds can be dragged. */
export function BinChart({ feature, formula, unit, bounds, readOnly, onBounds }: BinChartProps) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const ofFeature = useHistogram(feature)
  const ofFormula = useFormulaDistribution(feature === null ? formula : undefined)
  const data = feature === null ? ofFormula.data : ofFeature.data
  if (data === undefined) return <div className={styles.chart} aria-busy />
  const { low, high } = rangeOf(data.bars, bounds)
  const at = (value: number | null, open: number) => (100 * ((value ?? open) - low)) / (high - low)
  const most = Math.max(1, ...data.bars.map(({ customers }) => customers))
  const known = data.customers - data.missing.customers
  return (
    <figure className={styles.chartBox}>
      <div className={styles.chart} aria-hidden>
        {data.bars.map(({ from, to, customers, bad }) => {
          const [left, right] = [at(from, low), at(to, high)]
          return (
            <span
              key={`${from}/${to}`}
              className={styles.bar}
              style={{ left: `${left}%`, width: `${right - left}%`, height: `${(100 * customers) / most}%` }}
            >
              <span style={{ height: `${customers === 0 ? 0 : (100 * bad) / customers}%` }} />
            </span>
          )
        })}
        {bounds.map((bound) => (
          <span key={bound} className={styles.bound} style={{ left: `${at(bound, low)}%` }} />
        ))}
      </div>
      {bounds.length > 0 && (
        <Slider
          range
          className={styles.bounds ?? ''}
          min={low}
          max={high}
          value={[...bounds]}
          disabled={readOnly}
          tooltip={{ formatter: (value) => featureValue(value ?? 0, unit, t) }}
          ariaLabelForHandle={bounds.map((_, index) => t('designer.boundOf', { place: index + 1 }))}
          onChange={onBounds}
        />
      )}
      <figcaption className={styles.hint}>
        {t('designer.chartHint', {
          known: formatPercent(data.customers === 0 ? 0 : (100 * known) / data.customers),
          bad: textOf(data.badDefinition),
        })}
      </figcaption>
    </figure>
  )
}
