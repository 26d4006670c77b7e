import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import type { ColumnChoice, ImportDetail, ImportField, Mapping } from './api'
import styles from './imports.module.css'

interface FieldMappingProps {
  run: ImportDetail
  columns: Mapping['columns']
  onChange: (columns: Mapping['columns']) => void
}

const usual: ColumnChoice = { column: 0, dayOrder: 'mdy', unit: 'yuan', decimalComma: false }
const units = ['yuan', 'thousand', 'ten-thousand', 'million', 'hundred-million'] as const

/** How the texts of the column are read: order of day and month, unit of amounts. */
function Reading({
  field,
  choice,
  onChange,
}: {
  field: ImportField
  choice: ColumnChoice
  onChange: (next: ColumnChoice) => void
}) {
  const { t } = useTranslation('imports')
  if (field.type === 'day') {
    return (
      <Select
        size="small"
        value={choice.dayOrder}
        aria-label={t('mapping.dayOrderOf')}
        options={(['mdy', 'dmy'] as const).map((value) => ({ value, label: t(`dayOrder.${value}`) }))}
        onChange={(dayOrder) => onChange({ ...choice, dayOrder })}
      />
    )
  }
  if (field.type !== 'amount') return null
  return (
    <Select
      size="small"
      value={choice.unit}
      aria-label={t('mapping.unitOf')}
      options={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
      onChange={(unit) => onChange({ ...choice, unit })}
    />
  )
}

/** One line per field: the column it comes from, how it is read, and the first value. */
export function FieldMapping({ run, columns, onChange }: FieldMappingProps) {
  const { t } = useTranslation('imports')
  const textOf = useText()
  const options = run.analysis.columns.map(({ index, header }) => ({
    value: index,
    label: header === '' ? t('mapping.unnamed', { index: index + 1 }) : header,
  }))
  const set = (key: string, choice: ColumnChoice | undefined) => {
    const { [key]: _removed, ...others } = columns
    onChange(choice === undefined ? others : { ...others, [key]: choice })
  }
  return (
    <ul className={styles.fields}>
      {run.fields.map((field) => {
        const said = columns[field.key]
        const choice = said === undefined ? undefined : { ...usual, ...said }
        const sample =
          choice === undefined
            ? undefined
            : run.analysis.preview.map(({ cells }) => cells[choice.column] ?? '').find((cell) => cell !== '')
        return (
          <li
            key={field.key}
            className={styles.field}
            data-missing={(field.required && choice === undefined) || undefined}
          >
            <span>
              {textOf(field.label)}
              {field.required && <span className={styles.required}>{t('mapping.required')}</span>}
            </span>
            <Select<number>
              allowClear
              value={choice?.column ?? null}
              placeholder={t('mapping.none')}
              aria-label={textOf(field.label)}
              options={options}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={(column) =>
                set(field.key, column === undefined ? undefined : { ...(choice ?? usual), column })
              }
            />
            <span className={styles.read}>
              {choice !== undefined && (
                <Reading field={field} choice={choice} onChange={(next) => set(field.key, next)} />
              )}
              <span className={styles.sample}>{sample}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
