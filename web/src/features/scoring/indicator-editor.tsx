import { DeleteOutlined, SplitCellsOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatPercent } from '../../ui/percent'
import type { Indicator } from './api'
import { BinChart } from './bin-chart'
import styles from './designer.module.css'
import type { Preview } from './draft-api'
import { divisorOf } from './feature-unit'
import { featureValue } from './feature-value'
import { boundsOf, moveBounds, removeBin, setBinPoints, setCodePoints, splitBin } from './scorecard-edit'

type Spread = Preview['spread'][number] | undefined

interface EditorProps {
  indicator: Indicator
  unit: string
  spread: Spread
  readOnly: boolean
  onChange: (indicator: Indicator, name?: string) => void
}

const missing = ['exclude', 'neutral', 'worst'] as const

function StepFigures({ step }: { step: { customers: number; bad: number } | undefined }) {
  return (
    <>
      <td className={styles.figure}>{step?.customers ?? '–'}</td>
      <td className={styles.figure}>
        {step === undefined || step.customers === 0 ? '–' : formatPercent((100 * step.bad) / step.customers)}
      </td>
    </>
  )
}

function PointsInput({ value, label, readOnly, onChange }: PointsProps) {
  return (
    <InputNumber
      min={0}
      max={100}
      precision={0}
      value={value}
      disabled={readOnly}
      aria-label={label}
      onChange={(points) => points !== null && onChange(points)}
    />
  )
}

interface PointsProps {
  value: number
  label: string
  readOnly: boolean
  onChange: (points: number) => void
}

function BinRow({ index, ...props }: EditorProps & { index: number }) {
  const { indicator, unit, spread, readOnly, onChange } = props
  const { t } = useTranslation('scoring')
  const bin = indicator.bins[index]
  if (bin === undefined) return null
  const divisor = divisorOf(unit)
  const bounds = boundsOf(indicator)
  const place = index + 1
  return (
    <tr>
      <th scope="row">
        {bin.from === null ? '−∞' : `≥ ${featureValue(bin.from, unit, t)}`}
        {bin.to === null ? (
          ''
        ) : (
          <>
            {' < '}
            <InputNumber
              value={bin.to / divisor}
              disabled={readOnly}
              aria-label={t('designer.boundOf', { place })}
              onChange={(to) =>
                to !== null &&
                onChange(moveBounds(indicator, bounds.with(index, Math.round(to * divisor))), `bound${index}`)
              }
            />
          </>
        )}
      </th>
      <td>
        <PointsInput
          value={bin.points}
          label={t('designer.pointsOf', { place })}
          readOnly={readOnly}
          onChange={(points) => onChange(setBinPoints(indicator, index, points), `points${index}`)}
        />
      </td>
      <StepFigures step={spread?.steps[index]} />
      <td>
        {!readOnly && (
          <>
            <Button
              type="text"
              size="small"
              icon={<SplitCellsOutlined />}
              title={t('designer.split')}
              aria-label={t('designer.splitOf', { place })}
              onClick={() => onChange(splitBin(indicator, index))}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              disabled={indicator.bins.length < 2}
              title={t('designer.join')}
              aria-label={t('designer.joinOf', { place })}
              onClick={() => onChange(removeBin(indicator, index))}
            />
          </>
        )}
      </td>
    </tr>
  )
}

function CodeRow({ index, indicator, spread, readOnly, onChange }: EditorProps & { index: number }) {
  const { t } = useTranslation('scoring')
  const given = indicator.codes[index]
  if (given === undefined) return null
  return (
    <tr>
      <th scope="row">{t('bin.code', { code: given.code })}</th>
      <td>
        <PointsInput
          value={given.points}
          label={t('designer.pointsOf', { place: given.code })}
          readOnly={readOnly}
          onChange={(points) => onChange(setCodePoints(indicator, index, points), `code${index}`)}
        />
      </td>
      <StepFigures step={spread?.steps[index]} />
      <td />
    </tr>
  )
}

/** Bins on the book's distribution, points per bin, and what an unknown value does. */
export function IndicatorEditor(props: EditorProps) {
  const { indicator, unit, spread, readOnly, onChange } = props
  const { t } = useTranslation('scoring')
  return (
    <div className={styles.indicator}>
      {indicator.bins.length > 0 && (
        <BinChart
          feature={indicator.feature}
          unit={unit}
          bounds={boundsOf(indicator)}
          readOnly={readOnly}
          onBounds={(bounds) => onChange(moveBounds(indicator, bounds), 'bounds')}
        />
      )}
      <table className={styles.bins}>
        <thead>
          <tr>
            <th scope="col">{t('designer.bin')}</th>
            <th scope="col">{t('designer.points')}</th>
            <th scope="col">{t('designer.customers')}</th>
            <th scope="col">{t('designer.badRate')}</th>
            <th scope="col">
              <span className="xh-visually-hidden">{t('designer.tools')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {indicator.bins.map((_, index) => (
            <BinRow key={index} {...props} index={index} />
          ))}
          {indicator.codes.map(({ code }, index) => (
            <CodeRow key={code} {...props} index={index} />
          ))}
          <tr>
            <th scope="row">{t('designer.unknown')}</th>
            <td>
              <Select
                value={indicator.whenMissing}
                disabled={readOnly}
                aria-label={t('designer.unknown')}
                options={missing.map((value) => ({ value, label: t(`missing.${value}`) }))}
                onChange={(whenMissing) => onChange({ ...indicator, whenMissing })}
              />
            </td>
            <StepFigures step={spread?.missing} />
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  )
}
