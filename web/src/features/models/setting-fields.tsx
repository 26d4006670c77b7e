import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import { useModels, type Dataset } from './api'
import styles from './models.module.css'
import { outcomesOf } from './target'

/** What the form holds. */
export interface Fields {
  name: string
  code: string
  target: string
  badValue?: string
  method: 'scorecard' | 'gbm'
  calibration: 'platt' | 'isotonic' | 'none'
  excluded: string[]
  timeColumn?: string
  segmentColumn?: string
  amountColumn?: string
  rejects?: 'parcelling' | 'fuzzy'
  worseBy?: number
  weightColumn?: string
  exclusions?: { column: string; test: 'is' | 'is-not' | 'empty' | 'below' | 'above'; value?: string }[]
  selection?: { ivMin: number; correlationMax: number; vifMax: number; pValueMax: number }
  seed: number
}

/** Chooses a column of the data, or several. */
export function ColumnField(props: {
  name: keyof Fields
  dataset: Dataset
  required?: boolean
  many?: boolean
}) {
  const { name, dataset, required = false, many = false } = props
  const { t } = useTranslation('models')
  return (
    <Form.Item
      name={name}
      label={t(`new.field.${name as 'target'}`)}
      extra={t(`new.hint.${name as 'target'}`)}
      rules={required ? [{ required: true, message: t('new.required') }] : []}
    >
      <Select
        showSearch
        allowClear={!required}
        {...(many ? { mode: 'multiple' as const } : {})}
        options={dataset.columns.map((column) => ({
          value: column.name,
          label: `${column.name}（${column.samples.join(' · ')}）`,
        }))}
      />
    </Form.Item>
  )
}

/** Which family the model joins. */
export function Purpose() {
  const { t } = useTranslation('models')
  const families = new Map(useModels().data?.items.map(({ code, name }) => [code, name]))
  const form = Form.useFormInstance<Fields>()
  return (
    <Panel title={t('new.purpose')}>
      {families.size > 0 && (
        <Form.Item label={t('new.field.family')} extra={t('new.hint.family')}>
          <Select
            allowClear
            placeholder={t('new.newFamily')}
            aria-label={t('new.field.family')}
            options={[...families].map(([value, label]) => ({ value, label: `${label}（${value}）` }))}
            onChange={(code?: string) =>
              form.setFieldsValue(
                code === undefined ? { code: '', name: '' } : { code, name: families.get(code) ?? '' },
              )
            }
          />
        </Form.Item>
      )}
      <Form.Item
        name="name"
        label={t('new.field.name')}
        rules={[{ required: true, message: t('new.required') }]}
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('new.field.code')}
        extra={t('new.hint.code')}
        rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,39}$/, message: t('new.hint.code') }]}
      >
        <Input maxLength={40} />
      </Form.Item>
    </Panel>
  )
}

/** What is foretold, and how it is tested. */
export function Target({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation('models')
  const target = Form.useWatch<string | undefined>('target')
  const outcomes = outcomesOf(dataset.columns.find(({ name }) => name === target))
  return (
    <Panel title={t('new.target')}>
      <ColumnField name="target" dataset={dataset} required />
      {outcomes.length > 0 && (
        <Form.Item
          name="badValue"
          label={t('new.field.badValue')}
          rules={[{ required: true, message: t('new.required') }]}
        >
          <Select options={outcomes.map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      <ColumnField name="timeColumn" dataset={dataset} />
      <ColumnField name="segmentColumn" dataset={dataset} />
      <ColumnField name="amountColumn" dataset={dataset} />
      <ColumnField name="excluded" dataset={dataset} many />
    </Panel>
  )
}

/** How it is fitted. */
export function Method() {
  const { t } = useTranslation('models')
  const method = Form.useWatch<Fields['method'] | undefined>('method')
  const rejects = Form.useWatch<Fields['rejects']>('rejects')
  return (
    <Panel title={t('new.method')}>
      <Form.Item name="method" label={t('column.method')}>
        <Radio.Group className={styles.choices ?? ''}>
          {(['scorecard', 'gbm'] as const).map((one) => (
            <Radio key={one} value={one}>
              {t(`method.${one}`)}
              <span className="xh-quiet"> {t(`methodHint.${one}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {method === 'gbm' ? (
        <Form.Item name="calibration" label={t('new.field.calibration')}>
          <Select
            options={(['platt', 'isotonic', 'none'] as const).map((value) => ({
              value,
              label: t(`calibration.${value}`),
            }))}
          />
        </Form.Item>
      ) : (
        <Form.Item name="rejects" label={t('new.field.rejects')} extra={t('new.hint.rejects')}>
          <Select
            allowClear
            placeholder={t('rejects.none')}
            options={(['parcelling', 'fuzzy'] as const).map((value) => ({
              value,
              label: t(`rejects.${value}`),
            }))}
          />
        </Form.Item>
      )}
      {method === 'scorecard' && rejects !== undefined && (
        <Form.Item
          name="worseBy"
          label={t('new.field.worseBy')}
          extra={t('new.hint.worseBy')}
          initialValue={1.2}
        >
          <InputNumber min={1} max={10} step={0.1} />
        </Form.Item>
      )}
      <Form.Item name="seed" label={t('new.field.seed')} extra={t('new.hint.seed')}>
        <InputNumber min={0} max={2_147_483_647} precision={0} />
      </Form.Item>
    </Panel>
  )
}
