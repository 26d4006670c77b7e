import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import type { Indicator } from './api'
import styles from './designer.module.css'
import { indicatorsOf } from './scorecard-edit'
import { moveIndicator, putInto, removeIndicator } from './structure-edit'
import type { DraftEditor } from './use-draft-editor'

/** Bins as a line through their bounds, and a line as bins between its corners. */
function shaped(indicator: Indicator, shape: 'bins' | 'line'): Indicator {
  const { line, ...rest } = indicator
  if (shape === 'bins') {
    if (line === undefined) return indicator
    const bins = line.map(({ at, points }, index) => ({
      ...{ from: index === 0 ? null : at, to: line[index + 1]?.at ?? null, points },
    }))
    return { ...rest, bins }
  }
  const [first, ...others] = indicator.bins
  const start = first?.to ?? 0
  const corners = others.map(({ from, points }) => ({ at: from ?? 0, points }))
  const begun = [{ at: start - 1, points: first?.points ?? 0 }, ...corners]
  const second = { at: start, points: first?.points ?? 0 }
  return { ...rest, bins: [], line: begun.length < 2 ? [...begun, second] : begun }
}

interface IndicatorToolsProps {
  editor: DraftEditor
  indicator: Indicator
  /** Whether its value is a code, which has points by code only. */
  isCode: boolean
}

/** Name, shape, place and removal of an indicator. */
export function IndicatorTools({ editor, indicator, isCode }: IndicatorToolsProps) {
  const { t, i18n } = useTranslation('scoring')
  const textOf = useText()
  const { content, edit, editIndicator } = editor
  const { code, label } = indicator
  const home = content.dimensions.find(({ indicators }) => indicators.some((one) => one.code === code))
  const name = textOf(label)
  const isZh = i18n.language.startsWith('zh')
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('structure.toolsOf', { name })}>
      <Input
        className={styles.name ?? ''}
        value={name}
        maxLength={100}
        aria-label={t('structure.nameOf', { name: code })}
        onChange={(event) => {
          const text = event.target.value
          if (text !== '')
            editIndicator({ ...indicator, label: { ...label, [isZh ? 'zh' : 'en']: text } }, 'label')
        }}
      />
      {!isCode && (
        <Segmented<'bins' | 'line'>
          value={indicator.line === undefined ? 'bins' : 'line'}
          options={(['bins', 'line'] as const).map((value) => ({ value, label: t(`line.shape.${value}`) }))}
          onChange={(shape) => editIndicator(shaped(indicator, shape))}
        />
      )}
      <Select
        value={home?.code ?? ''}
        aria-label={t('structure.dimensionOf', { name })}
        popupMatchSelectWidth={false}
        options={content.dimensions.map((one) => ({ value: one.code, label: textOf(one.label) }))}
        onChange={(dimension) => edit(putInto(content, code, dimension))}
      />
      <Button
        icon={<ArrowUpOutlined />}
        aria-label={t('structure.upOf', { name })}
        onClick={() => edit(moveIndicator(content, code, -1))}
      />
      <Button
        icon={<ArrowDownOutlined />}
        aria-label={t('structure.downOf', { name })}
        onClick={() => edit(moveIndicator(content, code, 1))}
      />
      <Button
        danger
        icon={<DeleteOutlined />}
        disabled={indicatorsOf(content).length < 2}
        onClick={() => edit(removeIndicator(content, code))}
      >
        {t('structure.remove')}
      </Button>
    </div>
  )
}
