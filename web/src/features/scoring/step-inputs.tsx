import { InputNumber } from 'antd'
import { formatPercent } from '../../ui/percent'
import type { Indicator } from './api'
import styles from './designer.module.css'
import type { Preview } from './draft-api'
import type { DraftEditor } from './use-draft-editor'

type Spread = Preview['spread'][number] | undefined

export interface EditorProps {
  editor: DraftEditor
  indicator: Indicator
  unit: string
  spread: Spread
  readOnly: boolean
  onChange: (indicator: Indicator, name?: string) => void
}

/** How many customers fall into a step, and how many of them are bad. */
export function StepFigures({ step }: { step: { customers: number; bad: number } | undefined }) {
  return (
    <>
      <td className={styles.figure}>{step?.customers ?? '–'}</td>
      <td className={styles.figure}>
        {step === undefined || step.customers === 0 ? '–' : formatPercent((100 * step.bad) / step.customers)}
      </td>
    </>
  )
}

/** Points of a step. */
export function PointsInput({ value, label, readOnly, onChange }: PointsProps) {
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
