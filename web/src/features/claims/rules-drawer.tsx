import { Form, Input, InputNumber, Select, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { publishRules, type RulesVersion } from './api'

type Content = RulesVersion['content']
type Written = Omit<Content, 'smeFrom' | 'lprFrom' | 'warnDays' | 'guaranteeWarnDays'>

interface Fields extends Written {
  smeFrom: Dayjs
  lprFrom: Dayjs
  warnDays: readonly string[]
  guaranteeWarnDays: readonly string[]
  validFrom: Dayjs
  source: string
}

const grades = ['signed', 'receipt', 'should_arrive', 'call_only'] as const
const allocations = ['as_booked', 'fees_interest_principal'] as const
const falling = (days: readonly string[]) => [...new Set(days.map(Number))].sort((a, b) => b - a)

interface RulesDrawerProps {
  rules: RulesVersion
  onClose: () => void
  onSaved: () => void
}

/** Publishes the figures that claims compute with as the next version; earlier ones stay to be read. */
export function RulesDrawer({ rules, onClose, onSaved }: RulesDrawerProps) {
  const { t } = useTranslation('claims')
  const { content, version } = rules
  const send = ({ validFrom, source, ...fields }: Fields) =>
    publishRules({
      content: {
        ...fields,
        ...{ smeFrom: fields.smeFrom.format('YYYY-MM-DD'), lprFrom: fields.lprFrom.format('YYYY-MM-DD') },
        ...{ warnDays: falling(fields.warnDays), guaranteeWarnDays: falling(fields.guaranteeWarnDays) },
      },
      ...{ validFrom: validFrom.format('YYYY-MM-DD'), source, baseVersion: version },
    })
  const initial = {
    ...content,
    ...{ smeFrom: dayjs(content.smeFrom), lprFrom: dayjs(content.lprFrom), validFrom: dayjs() },
    ...{ warnDays: content.warnDays.map(String), guaranteeWarnDays: content.guaranteeWarnDays.map(String) },
  }
  const required = [{ required: true, message: t('needed') }]
  return (
    <FormDrawer<Fields, unknown>
      title={t('rules.edit')}
      initial={initial}
      send={send}
      onSaved={onSaved}
      onClose={onClose}
    >
      <InterestFields />
      <PeriodFields />
      <DayItem name="validFrom" label={t('rules.validFrom')} rules={required}>
        <DayField allowClear={false} />
      </DayItem>
      <Form.Item name="source" label={t('rules.source')} rules={required}>
        <Input.TextArea rows={2} maxLength={1000} placeholder={t('rules.sourceHint')} />
      </Form.Item>
    </FormDrawer>
  )
}

function InterestFields() {
  const { t } = useTranslation('claims')
  const needed = { required: true, message: t('needed') }
  const factor = [{ ...needed, pattern: /^1\.[345]\d?$/, message: t('rules.factorShape') }]
  return (
    <>
      <Form.Item name="dayCount" label={t('rules.dayCount')}>
        <Select options={[365, 360].map((value) => ({ value, label: String(value) }))} />
      </Form.Item>
      <Form.Item
        name="smeDailyPercent"
        label={t('rules.smeDaily')}
        rules={[{ ...needed, pattern: /^\d(\.\d{1,5})?$/, message: t('terms.percentShape') }]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <DayItem name="smeFrom" label={t('rules.smeFrom')} rules={[needed]}>
        <DayField allowClear={false} />
      </DayItem>
      <Form.Item name="statutoryFactor" label={t('rules.statutoryFactor')} rules={factor}>
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="benchmarkFactor" label={t('rules.benchmarkFactor')} rules={factor}>
        <Input inputMode="decimal" />
      </Form.Item>
      <DayItem name="lprFrom" label={t('rules.lprFrom')} rules={[needed]}>
        <DayField allowClear={false} />
      </DayItem>
      <Form.Item name="excessPercent" label={t('rules.excess')} rules={[needed]}>
        <InputNumber min={0} max={1000} precision={0} suffix="%" />
      </Form.Item>
      <Form.Item name="allocation" label={t('rules.allocation')}>
        <Select options={allocations.map((value) => ({ value, label: t(`rules.order.${value}`) }))} />
      </Form.Item>
    </>
  )
}

function PeriodFields() {
  const { t } = useTranslation('claims')
  const needed = { required: true, message: t('needed') }
  const days = [
    needed,
    {
      validator: (_: unknown, value: readonly string[] = []) =>
        value.length <= 6 && value.every((one) => /^\d{1,3}$/.test(one) && Number(one) > 0)
          ? Promise.resolve()
          : Promise.reject(new Error(t('rules.daysShape'))),
    },
  ]
  return (
    <>
      <Form.Item name="limitationYears" label={t('rules.years')} rules={[needed]}>
        <InputNumber min={1} max={20} precision={0} />
      </Form.Item>
      <Form.Item name="limitationYearsMax" label={t('rules.yearsMax')} rules={[needed]}>
        <InputNumber min={1} max={50} precision={0} />
      </Form.Item>
      <Form.Item name="interruptingGrades" label={t('rules.grades')} rules={[needed]}>
        <Select mode="multiple" options={grades.map((value) => ({ value, label: t(`proof.${value}`) }))} />
      </Form.Item>
      <Form.Item name="warnDays" label={t('rules.warnDays')} rules={days}>
        <Select mode="tags" open={false} />
      </Form.Item>
      <Form.Item name="instalmentsOneDebt" label={t('rules.oneDebt')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="guaranteeMonths" label={t('rules.guaranteeMonths')} rules={[needed]}>
        <InputNumber min={1} max={120} precision={0} />
      </Form.Item>
      <Form.Item name="guaranteeWarnDays" label={t('rules.guaranteeWarnDays')} rules={days}>
        <Select mode="tags" open={false} />
      </Form.Item>
    </>
  )
}
