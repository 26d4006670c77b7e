import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './designer.module.css'
import type { Letter } from './grade-scale'
import type { DraftEditor } from './use-draft-editor'

export interface FrameProps {
  editor: DraftEditor
  readOnly: boolean
}

interface NumberFieldProps {
  label: string
  value: number
  readOnly: boolean
  onChange: (value: number) => void
}

/** Points or a percentage from 0 to 100. */
export function NumberField({ label, value, readOnly, onChange }: NumberFieldProps) {
  return (
    <InputNumber
      min={0}
      max={100}
      value={value}
      disabled={readOnly}
      aria-label={label}
      onChange={(next) => next !== null && onChange(next)}
    />
  )
}

interface GradeSelectProps {
  label: string
  letters: readonly Letter[]
  value: Letter | null
  nullable?: boolean
  readOnly: boolean
  onChange: (grade: Letter | null) => void
}

/** A letter of the scorecard's scale, or no limit where that is possible. */
export function GradeSelect({
  label,
  letters,
  value,
  nullable = false,
  readOnly,
  onChange,
}: GradeSelectProps) {
  const { t } = useTranslation('scoring')
  const options: { value: string; label: string }[] = letters.map((grade) => ({ value: grade, label: grade }))
  return (
    <Select
      className={styles.gradeSelect ?? ''}
      value={value ?? ''}
      disabled={readOnly}
      aria-label={label}
      options={nullable ? [{ value: '', label: t('frame.unlimited') }, ...options] : options}
      onChange={(next) => onChange(letters.find((grade) => grade === next) ?? null)}
    />
  )
}
