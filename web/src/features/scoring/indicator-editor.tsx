import { DeleteOutlined, SplitCellsOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { BinChart } from './bin-chart'
import { CodeRow, NewCode } from './code-rows'
import styles from './designer.module.css'
import { divisorOf } from './feature-unit'
import { featureValue } from './feature-value'
import { FormulaField } from './formula-field'
import { IndicatorTools } from './indicator-tools'
import { LineEditor } from './line-editor'
import { boundsOf, moveBounds, removeBin, setBinPoints, splitBin } from './scorecard-edit'
import { PointsInput, StepFigures, type EditorProps } from './step-inputs'

const missing = ['exclude', 'neutral', 'worst'] as const

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

/** Bins on the book's distribution, points per bin, and what an unknown value does. */
export function IndicatorEditor(props: EditorProps) {
  const { editor, indicator, unit, spread, readOnly, onChange } = props
  const { t } = useTranslation('scoring')
  const { formula, line } = indicator
  return (
    <div className={styles.indicator}>
      {!readOnly && <IndicatorTools editor={editor} indicator={indicator} isCode={unit === 'code'} />}
      {formula !== undefined && (
        <FormulaField
          formula={formula}
          readOnly={readOnly}
          onChange={(next) => onChange({ ...indicator, formula: next }, 'formula')}
        />
      )}
      {unit !== 'code' && (
        <BinChart
          feature={indicator.feature}
          formula={formula}
          unit={unit}
          bounds={line === undefined ? boundsOf(indicator) : line.map(({ at }) => at)}
          readOnly={readOnly || line !== undefined}
          onBounds={(bounds) => onChange(moveBounds(indicator, bounds), 'bounds')}
        />
      )}
      {line !== undefined && (
        <LineEditor indicator={indicator} unit={unit} readOnly={readOnly} onChange={onChange} />
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
          {!readOnly && indicator.codes.length > 0 && indicator.codes.length < 50 && <NewCode {...props} />}
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
