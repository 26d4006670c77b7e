import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { Dataset } from './api'
import { ColumnField, type Fields } from './setting-fields'
import styles from './models.module.css'

const tests = ['is', 'is-not', 'empty', 'below', 'above'] as const

function Exclusion({ place, dataset, onRemove }: { place: number; dataset: Dataset; onRemove: () => void }) {
  const { t } = useTranslation('models')
  const test = Form.useWatch<string | undefined>(['exclusions', place, 'test'])
  const needed = [{ required: true, message: t('new.required') }]
  return (
    <div className={styles.rule}>
      <Form.Item name={[place, 'column']} rules={needed}>
        <Select
          showSearch
          aria-label={t('rows.column')}
          placeholder={t('rows.column')}
          options={dataset.columns.map(({ name }) => ({ value: name, label: name }))}
        />
      </Form.Item>
      <Form.Item name={[place, 'test']} initialValue="is">
        <Select
          aria-label={t('rows.test')}
          options={tests.map((value) => ({ value, label: t(`rows.tests.${value}`) }))}
        />
      </Form.Item>
      {test !== 'empty' && (
        <Form.Item name={[place, 'value']} rules={needed}>
          <Input maxLength={200} aria-label={t('rows.value')} placeholder={t('rows.value')} />
        </Form.Item>
      )}
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('rows.remove')} onClick={onRemove} />
    </div>
  )
}

/** Which rows take part, and how much each counts. */
export function Rows({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation('models')
  return (
    <Panel title={t('rows.title')}>
      <ColumnField name="weightColumn" dataset={dataset} />
      <Form.Item label={t('rows.exclusions')} extra={t('rows.hint')}>
        <Form.List name="exclusions">
          {(rows, { add, remove }) => (
            <>
              {rows.map(({ key, name }) => (
                <Exclusion key={key} place={name} dataset={dataset} onRemove={() => remove(name)} />
              ))}
              <Button onClick={() => add()}>{t('rows.add')}</Button>
            </>
          )}
        </Form.List>
      </Form.Item>
    </Panel>
  )
}

const bounds = [
  ['ivMin', 0, 1, 0.01],
  ['correlationMax', 0.1, 1, 0.05],
  ['vifMax', 1, 100, 1],
  ['pValueMax', 0.0001, 1, 0.01],
] as const

/** What decides which variables stay in a scorecard. */
export function Selection() {
  const { t } = useTranslation('models')
  const method = Form.useWatch<Fields['method'] | undefined>('method')
  if (method !== 'scorecard') return null
  return (
    <Panel title={t('selection.title')}>
      <div className={styles.pick}>
        {bounds.map(([name, min, max, step]) => (
          <Form.Item
            key={name}
            name={['selection', name]}
            label={t(`selection.${name}`)}
            rules={[{ required: true, message: t('new.required') }]}
          >
            <InputNumber min={min} max={max} step={step} />
          </Form.Item>
        ))}
      </div>
      <p className="xh-quiet">{t('selection.hint')}</p>
    </Panel>
  )
}
