import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useScorecard, useScorecards } from './api'
import styles from './scoring.module.css'

/** Bounds of single indicators, in percent, instead of the general ones. */
export function RefitOwnBounds() {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const inForce = useScorecards().data?.items.find((one) => one.inForce)
  const indicators =
    useScorecard(inForce?.version).data?.content.dimensions.flatMap((one) => one.indicators) ?? []
  const options = indicators.map(({ code, label }) => ({ value: code, label: textOf(label) }))
  const required = [{ required: true, message: '' }]
  return (
    <Form.Item label={t('refit.settings.own')}>
      <Form.List name="own">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className={styles.ownBounds}>
                <Form.Item name={[name, 'indicator']} rules={required} noStyle>
                  <Select options={options} aria-label={t('refit.indicator')} />
                </Form.Item>
                <Form.Item name={[name, 'min']} rules={required} noStyle>
                  <InputNumber min={0.01} max={100} aria-label={t('refit.settings.minWeightBp')} />
                </Form.Item>
                <Form.Item name={[name, 'max']} rules={required} noStyle>
                  <InputNumber min={0.01} max={100} aria-label={t('refit.settings.maxWeightBp')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('refit.settings.removeOwn')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add()}>
              {t('refit.settings.addOwn')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
