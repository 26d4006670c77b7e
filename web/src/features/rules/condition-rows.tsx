import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { grades, isMeasure, measures, states, type ConditionFields } from './rule-fields'
import styles from './rules.module.css'

function ConditionValue({ index }: { index: number }) {
  const { t } = useTranslation('rules')
  const form = Form.useFormInstance()
  const condition = Form.useWatch(['conditions', index], form) as ConditionFields | undefined
  if (condition === undefined) return null
  if (condition.dimension === 'grade_below') {
    return (
      <Form.Item name={[index, 'grade']} rules={[{ required: true, message: t('form.needed') }]} noStyle>
        <Select aria-label={t('form.grade')} options={grades.map((value) => ({ value, label: value }))} />
      </Form.Item>
    )
  }
  if (!isMeasure(condition.dimension)) return null
  return (
    <>
      <Form.Item name={[index, 'boundary']} initialValue="gt" noStyle>
        <Select
          aria-label={t('form.boundary')}
          popupMatchSelectWidth={false}
          options={(['gt', 'gte'] as const).map((value) => ({ value, label: t(`boundary.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name={[index, 'threshold']} rules={[{ required: true, message: t('form.needed') }]} noStyle>
        <InputNumber<string>
          stringMode
          min="0"
          aria-label={t('form.threshold')}
          className={styles.threshold ?? ''}
        />
      </Form.Item>
    </>
  )
}

/** The conditions of a rule, a row each. */
export function ConditionRows() {
  const { t } = useTranslation('rules')
  const options = [
    {
      label: t('form.measures'),
      options: [...measures, 'grade_below' as const].map((value) => ({
        value,
        label: t(`dimension.${value}`),
      })),
    },
    { label: t('form.states'), options: states.map((value) => ({ value, label: t(`dimension.${value}`) })) },
  ]
  return (
    <Form.List name="conditions">
      {(fields, { add, remove }) => (
        <div className={styles.conditionRows}>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.conditionRow}>
              <Form.Item name={[name, 'dimension']} noStyle>
                <Select aria-label={t('form.dimension')} options={options} popupMatchSelectWidth={false} />
              </Form.Item>
              <ConditionValue index={name} />
              {fields.length > 1 && (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('form.removeCondition')}
                  onClick={() => remove(name)}
                />
              )}
            </div>
          ))}
          <Button onClick={() => add({ dimension: 'overdue_days', boundary: 'gt' })}>
            {t('form.addCondition')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
