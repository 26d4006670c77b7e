import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPercent } from '../../ui/percent'
import { useProblemText } from '../../ui/problem-text'
import styles from './designer.module.css'
import { useFormulaDistribution, type Formula } from './feature-api'

interface FormulaFieldProps {
  formula: Formula
  readOnly: boolean
  onChange: (formula: Formula) => void
}

const units = [
  'count',
  'basis-points',
  'days',
  'tenth-days',
  'months',
  'years',
  'ten-thousand',
  'hundredths',
  'flag',
] as const

/** What is wrong with a formula, or of how many customers it is known. */
function FormulaState({ formula }: { formula: Formula }) {
  const { t } = useTranslation('scoring')
  const problemOf = useProblemText()
  const { data, error } = useFormulaDistribution(formula)
  if (error !== null)
    return (
      <p className={styles.wrong} role="alert">
        {problemOf(error).title}
      </p>
    )
  if (data === undefined) return null
  const known = data.customers - data.missing.customers
  const share = data.customers === 0 ? 0 : (100 * known) / data.customers
  return (
    <p className={styles.hint} role="status">
      {t('formula.known', { share: formatPercent(share) })}
    </p>
  )
}

/** An expression over features, checked by the server when the field is left, and the unit of its value. */
export function FormulaField({ formula, readOnly, onChange }: FormulaFieldProps) {
  const { t } = useTranslation('scoring')
  const [typed, setTyped] = useState(formula.expression)
  const [known, setKnown] = useState(formula.expression)
  // Undone or redone from outside.
  if (known !== formula.expression) {
    setKnown(formula.expression)
    setTyped(formula.expression)
  }
  const leave = () => {
    const expression = typed.trim()
    if (expression !== '' && expression !== formula.expression) onChange({ ...formula, expression })
  }
  return (
    <div className={styles.formula}>
      <Input.TextArea
        value={typed}
        maxLength={1000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        disabled={readOnly}
        spellCheck={false}
        aria-label={t('formula.expression')}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={leave}
      />
      <label>
        {t('formula.unit')}{' '}
        <Select
          value={formula.unit}
          disabled={readOnly}
          aria-label={t('formula.unit')}
          popupMatchSelectWidth={false}
          options={units.map((unit) => ({ value: unit, label: t(`feature.unit.${unit}`) }))}
          onChange={(unit) => onChange({ ...formula, unit })}
        />
      </label>
      {formula.expression.trim() !== '' && <FormulaState formula={formula} />}
      <p className={styles.hint}>{t('formula.hint')}</p>
    </div>
  )
}
