import { Button, Flex, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayRangePicker } from '../../ui/days/day-picker'
import { bucketLabel } from './bucket-label'
import styles from './provisions.module.css'

/** Rates per risk group and bucket, in percent. */
export function RateFields({ bounds }: { bounds: readonly number[] }) {
  const { t } = useTranslation('provisions')
  const last = bounds.at(-1) ?? 0
  const buckets = [
    { daysMin: null, daysMax: 0 },
    ...bounds.map((daysMax, index) => ({ daysMin: (bounds[index - 1] ?? 0) + 1, daysMax })),
    { daysMin: last + 1, daysMax: null },
  ].map((bucket) => bucketLabel(bucket, t))
  return (
    <Form.List name="rows">
      {(rows, { add, remove }) => (
        <div className={styles.scroll}>
          <table className={styles.rates}>
            <thead>
              <tr>
                <th scope="col">{t('matrix.group')}</th>
                {buckets.map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, name }, index) => (
                <tr key={key}>
                  <td>
                    <Form.Item name={[name, 'group']} noStyle rules={[{ required: true }]}>
                      <Input
                        aria-label={t('matrix.group')}
                        maxLength={64}
                        readOnly={index === 0}
                        style={{ width: 110 }}
                      />
                    </Form.Item>
                  </td>
                  {buckets.map((label, place) => (
                    <td key={label}>
                      <Form.Item name={[name, 'loss', place]} noStyle rules={[{ required: true }]}>
                        <InputNumber
                          aria-label={`${t('matrix.rates')} ${label}`}
                          min={0}
                          max={100}
                          precision={2}
                          style={{ width: 88 }}
                        />
                      </Form.Item>
                    </td>
                  ))}
                  <td>
                    {index > 0 && (
                      <Button type="text" size="small" onClick={() => remove(name)}>
                        {t('matrix.removeRow')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Button type="dashed" onClick={() => add({ group: '', loss: [] })}>
            {t('matrix.addRow')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

/** Method, basis, groups, credits. */
export function ChoiceFields() {
  const { t } = useTranslation('provisions')
  return (
    <Flex gap="middle" wrap>
      <Form.Item name="method" label={t('matrix.method.title')}>
        <Select
          style={{ minWidth: 150 }}
          options={(['allowance', 'direct-write-off'] as const).map((value) => ({
            value,
            label: t(`matrix.method.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="basis" label={t('matrix.basis.title')}>
        <Select
          style={{ minWidth: 150 }}
          options={(['due', 'document'] as const).map((value) => ({
            value,
            label: t(`matrix.basis.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="riskGroups" label={t('matrix.groups.title')}>
        <Select
          style={{ minWidth: 150 }}
          options={(['none', 'grade', 'segment'] as const).map((value) => ({
            value,
            label: t(`matrix.groups.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="credits" label={t('matrix.credits.title')}>
        <Select
          style={{ minWidth: 170 }}
          options={(['oldest-first', 'apart'] as const).map((value) => ({
            value,
            label: t(`matrix.credits.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="postWriteOffs" label={t('matrix.postWriteOffs')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </Flex>
  )
}

/** What lies ahead, for a time. */
export function FactorFields() {
  const { t } = useTranslation('provisions')
  return (
    <Form.List name="forwardLooking">
      {(factors, { add, remove }) => (
        <Flex vertical gap="small" align="start">
          {factors.length === 0 && <span className="xh-quiet">{t('matrix.noFactor')}</span>}
          {factors.map(({ key, name }) => (
            <Flex key={key} gap="small" wrap align="end">
              <Form.Item name={[name, 'factor']} label={t('matrix.factor')} rules={[{ required: true }]}>
                <InputNumber min={0} max={1000} precision={2} />
              </Form.Item>
              <Form.Item
                name={[name, 'period']}
                label={`${t('matrix.from')} – ${t('matrix.until')}`}
                rules={[{ required: true }]}
              >
                <DayRangePicker />
              </Form.Item>
              <Form.Item
                name={[name, 'reason']}
                label={t('matrix.reason')}
                rules={[{ required: true, whitespace: true }]}
              >
                <Input maxLength={1000} />
              </Form.Item>
              <Form.Item>
                <Button type="text" onClick={() => remove(name)}>
                  {t('matrix.removeFactor')}
                </Button>
              </Form.Item>
            </Flex>
          ))}
          <Button type="dashed" onClick={() => add({ factor: 100 })}>
            {t('matrix.addFactor')}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}
