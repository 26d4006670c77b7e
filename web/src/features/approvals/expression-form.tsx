import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useOrganisation } from '../../session/organisation'
import { currencySign } from '../../ui/format-amount'
import styles from './designer.module.css'
import type { Expression, FieldTest, Operator, SubjectField } from './flow-types'

const ordered = ['gt', 'gte', 'lt', 'lte', 'eq', 'ne'] as const
const named = ['eq', 'ne', 'in', 'notIn'] as const

/** Which comparisons make sense for a type of field, the usual one first. */
function operatorsFor(type: SubjectField['type']): readonly Operator[] {
  switch (type) {
    case 'amount':
    case 'number':
      return ['gte', ...ordered.filter((one) => one !== 'gte')]
    case 'choice':
    case 'text':
      return named
    case 'flag':
      return ['eq']
  }
}

/** The test that a condition on this field begins with. */
export function beginTest(field: SubjectField): FieldTest {
  const [operator = 'eq'] = operatorsFor(field.type)
  if (field.type === 'flag') return { field: field.key, operator, value: true }
  return { field: field.key, operator, value: field.type === 'choice' ? (field.choices?.[0] ?? '') : '' }
}

const isList = (operator: Operator) => operator === 'in' || operator === 'notIn'

function withOperator(test: FieldTest, operator: Operator): FieldTest {
  const { value } = test
  if (isList(operator) === Array.isArray(value)) return { ...test, operator }
  if (isList(operator))
    return { ...test, operator, value: value === '' || typeof value !== 'string' ? [] : [value] }
  return { ...test, operator, value: Array.isArray(value) ? (value[0] ?? '') : value }
}

interface ValueProps {
  field: SubjectField | undefined
  test: FieldTest
  onChange: (test: FieldTest) => void
}

function TestValue({ field, test, onChange }: ValueProps) {
  const { t } = useTranslation('approvals')
  const currency = useOrganisation().data?.baseCurrency ?? 'CNY'
  const label = t('test.value')
  const set = (value: FieldTest['value']) => onChange({ ...test, value })
  if (field?.type === 'flag')
    return (
      <Select
        value={test.value === true}
        aria-label={label}
        options={[true, false].map((value) => ({ value, label: t(value ? 'test.yes' : 'test.no') }))}
        onChange={set}
      />
    )
  if (Array.isArray(test.value) || isList(test.operator))
    return (
      <Select
        mode={field?.type === 'choice' ? 'multiple' : 'tags'}
        value={Array.isArray(test.value) ? [...test.value] : []}
        aria-label={label}
        options={(field?.choices ?? []).map((value) => ({ value, label: value }))}
        onChange={set}
      />
    )
  if (field?.type === 'choice')
    return (
      <Select
        value={String(test.value)}
        aria-label={label}
        options={(field.choices ?? []).map((value) => ({ value, label: value }))}
        onChange={set}
      />
    )
  return (
    <Input
      value={String(test.value)}
      aria-label={label}
      maxLength={200}
      {...(field?.type === 'amount' ? { prefix: currencySign(currency) } : {})}
      inputMode={field?.type === 'text' ? 'text' : 'decimal'}
      status={test.value === '' ? 'error' : ''}
      onChange={(event) => set(event.target.value)}
    />
  )
}

interface ExpressionFormProps {
  value: Expression
  fields: readonly SubjectField[]
  onChange: (value: Expression) => void
}

/** A condition built from tests of the subject's fields; the comparison and the input follow the field's type. */
export function ExpressionForm({ value, fields, onChange }: ExpressionFormProps) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const { match, tests } = value
  const setTest = (index: number, test: FieldTest) =>
    onChange({ match, tests: tests.map((one, at) => (at === index ? test : one)) })
  const [first] = fields
  return (
    <div className={styles.expression}>
      {tests.length > 1 && (
        <Segmented
          size="small"
          value={match}
          options={(['all', 'any'] as const).map((one) => ({ value: one, label: t(`match.${one}`) }))}
          onChange={(next) => onChange({ match: next, tests })}
        />
      )}
      {tests.map((test, index) => {
        const field = fields.find(({ key }) => key === test.field)
        return (
          <div key={index} className={styles.test}>
            <Select
              value={test.field === '' ? null : test.field}
              aria-label={t('test.field')}
              popupMatchSelectWidth={false}
              options={fields.map(({ key, name }) => ({ value: key, label: textOf(name) }))}
              onChange={(key) => {
                const next = fields.find((one) => one.key === key)
                if (next !== undefined) setTest(index, beginTest(next))
              }}
            />
            <Select
              value={test.operator}
              aria-label={t('test.operator')}
              popupMatchSelectWidth={false}
              options={operatorsFor(field?.type ?? 'text').map((one) => ({
                value: one,
                label: t(`operator.${one}`),
              }))}
              onChange={(operator) => setTest(index, withOperator(test, operator))}
            />
            <TestValue field={field} test={test} onChange={(next) => setTest(index, next)} />
            {tests.length > 1 && (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('test.remove', { count: index + 1 })}
                onClick={() => onChange({ match, tests: tests.filter((_, at) => at !== index) })}
              />
            )}
          </div>
        )
      })}
      {first !== undefined && (
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange({ match, tests: [...tests, beginTest(first)] })}
        >
          {t('test.add')}
        </Button>
      )}
    </div>
  )
}
