import { Form, Input, Select, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { putReferenceRate, type ReferenceRate } from './api'

interface Fields {
  kind: ReferenceRate['kind']
  from: Dayjs
  percent: string
  source: string
  verified: boolean
}

/** Enters a published rate, or corrects one. */
export function RateDrawer(props: {
  rate: ReferenceRate | undefined
  onClose: () => void
  onSaved: () => void
}) {
  const { rate, onClose, onSaved } = props
  const { t } = useTranslation('claims')
  const rules = [{ required: true, message: t('needed') }]
  return (
    <FormDrawer<Fields, unknown>
      title={t(rate === undefined ? 'rates.add' : 'rates.edit')}
      initial={
        rate === undefined
          ? { kind: 'lpr_1y', verified: true }
          : { ...rate, from: dayjs(rate.validFrom), verified: true }
      }
      send={({ kind, from, percent, source, verified }) =>
        putReferenceRate(kind, from.format('YYYY-MM-DD'), { percent, source, verified })
      }
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('rates.kind')}>
        <Select
          disabled={rate !== undefined}
          options={(['lpr_1y', 'pboc_benchmark_1y'] as const).map((value) => ({
            value,
            label: t(`rate.${value}`),
          }))}
        />
      </Form.Item>
      <DayItem name="from" label={t('rates.from')} rules={rules}>
        <DayField disabled={rate !== undefined} />
      </DayItem>
      <Form.Item
        name="percent"
        label={t('rates.percent')}
        rules={[{ required: true, pattern: /^\d{1,2}(\.\d{1,4})?$/, message: t('terms.percentShape') }]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <Form.Item name="source" label={t('rates.source')} rules={rules}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="verified" label={t('rates.verified')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}
