import { DownOutlined, LockOutlined, PlusOutlined, RightOutlined, UnlockOutlined } from '@ant-design/icons'
import { Button, InputNumber, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import { AddIndicatorDialog } from './add-indicator-dialog'
import type { Dimension, Indicator } from './api'
import { DimensionTools } from './dimension-tools'
import styles from './designer.module.css'
import type { Preview } from './draft-api'
import { unitOf } from './feature-unit'
import { IndicatorEditor } from './indicator-editor'
import { indicatorsOf, setWeight, type Content } from './scorecard-edit'
import { addIndicator } from './structure-edit'
import type { DraftEditor } from './use-draft-editor'

interface WeightsProps {
  editor: DraftEditor
  /** The version that is being changed. */
  base: Content
  units: ReadonlyMap<string, string>
  spread: Preview['spread']
  readOnly: boolean
}

interface WeightRowProps {
  label: string
  weight: number
  before: number | undefined
  disabled: boolean
  onChange: (basisPoints: number) => void
}

/** A weight by slider and as a number, in percent, beside what it was. */
function WeightControl({ label, weight, before, disabled, onChange }: WeightRowProps) {
  const { t } = useTranslation('scoring')
  return (
    <>
      <Slider
        min={0}
        max={100}
        step={0.5}
        value={weight / 100}
        disabled={disabled}
        tooltip={{ open: false }}
        ariaLabelForHandle={t('designer.weightOf', { name: label })}
        onChange={(percent) => onChange(Math.round(percent * 100))}
      />
      <InputNumber
        className={styles.weightInput ?? ''}
        min={0.01}
        max={100}
        step={0.5}
        precision={2}
        value={weight / 100}
        disabled={disabled}
        suffix="%"
        aria-label={t('designer.weightOf', { name: label })}
        onChange={(percent) => percent !== null && onChange(Math.round(percent * 100))}
      />
      <span className={styles.before}>
        {before !== undefined && before !== weight ? t('designer.was', { percent: before / 100 }) : ''}
      </span>
    </>
  )
}

function IndicatorRow(props: WeightsProps & { indicator: Indicator; open: boolean; onOpen: () => void }) {
  const { editor, base, indicator, open, onOpen, readOnly, units, spread } = props
  const { t } = useTranslation('scoring')
  const name = useText()(indicator.label)
  const { code, weightBasisPoints } = indicator
  const before = indicatorsOf(base).find((one) => one.code === code)
  const locked = editor.locked.has(code)
  return (
    <li>
      <div className={styles.weightRow}>
        <Button
          type="text"
          size="small"
          aria-expanded={open}
          icon={open ? <DownOutlined /> : <RightOutlined />}
          onClick={onOpen}
        >
          {name}
        </Button>
        <WeightControl
          label={name}
          weight={weightBasisPoints}
          before={before?.weightBasisPoints}
          disabled={readOnly || locked}
          onChange={(wanted) =>
            editor.edit(setWeight(editor.content, [code], wanted, editor.locked), `${code}.weight`)
          }
        />
        <Button
          type="text"
          size="small"
          disabled={readOnly}
          aria-pressed={locked}
          title={t(locked ? 'designer.unlock' : 'designer.lock')}
          aria-label={t(locked ? 'designer.unlockOf' : 'designer.lockOf', { name })}
          icon={locked ? <LockOutlined /> : <UnlockOutlined />}
          onClick={() => editor.toggleLock(code)}
        />
      </div>
      {open && (
        <IndicatorEditor
          editor={editor}
          indicator={indicator}
          unit={unitOf(indicator, units)}
          spread={spread.find((one) => one.indicator === code)}
          readOnly={readOnly}
          onChange={editor.editIndicator}
        />
      )}
    </li>
  )
}

function DimensionWeights({ dimension, ...props }: WeightsProps & { dimension: Dimension }) {
  const { t } = useTranslation('scoring')
  const [open, setOpen] = useState<string>()
  const [adding, setAdding] = useState(false)
  const { editor, base, readOnly } = props
  const name = useText()(dimension.label)
  const codes = dimension.indicators.map(({ code }) => code)
  const before = base.dimensions.find((one) => one.code === dimension.code)
  return (
    <Panel>
      <div className={styles.weightRow} data-dimension>
        <strong>{name}</strong>
        <WeightControl
          label={name}
          weight={dimension.weightBasisPoints}
          before={before?.weightBasisPoints}
          disabled={readOnly || codes.every((code) => editor.locked.has(code))}
          onChange={(wanted) =>
            editor.edit(setWeight(editor.content, codes, wanted, editor.locked), `${dimension.code}.weight`)
          }
        />
        <span />
      </div>
      <ul className={styles.weightList}>
        {dimension.indicators.map((indicator) => (
          <IndicatorRow
            key={indicator.code}
            {...props}
            indicator={indicator}
            open={open === indicator.code}
            onOpen={() => setOpen(open === indicator.code ? undefined : indicator.code)}
          />
        ))}
      </ul>
      {!readOnly && <DimensionTools editor={editor} dimension={dimension} onAdd={() => setAdding(true)} />}
      {adding && (
        <AddIndicatorDialog
          title={t('structure.addTo', { name })}
          onClose={() => setAdding(false)}
          onAdd={(indicator) => {
            editor.edit(addIndicator(editor.content, indicator, dimension.code))
            setAdding(false)
          }}
        />
      )}
    </Panel>
  )
}

/** Weights that always make 100 %: the others give way in proportion, locked ones stay. */
export function WeightsPanel(props: WeightsProps) {
  const { t } = useTranslation('scoring')
  const [adding, setAdding] = useState(false)
  const { editor, readOnly } = props
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>{t('designer.weightsHint')}</p>
      {editor.content.dimensions.map((dimension) => (
        <DimensionWeights key={dimension.code} {...props} dimension={dimension} />
      ))}
      {!readOnly && (
        <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('structure.addDimension')}
        </Button>
      )}
      {adding && (
        <AddIndicatorDialog
          title={t('structure.addDimension')}
          onClose={() => setAdding(false)}
          onAdd={(indicator) => {
            editor.edit(addIndicator(editor.content, indicator, null))
            setAdding(false)
          }}
        />
      )}
    </div>
  )
}
