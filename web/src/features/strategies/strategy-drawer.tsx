import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOwnerOptions } from '../../session/people'
import { useSegmentOptions } from '../../session/segments'
import { FormDrawer } from '../../ui/form-drawer'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import type { Strategy } from './strategy-api'

interface StrategyForm {
  name: Strategy['name']
  code: string
  grades?: string[]
  segments?: string[]
  classes?: string[]
  owners?: string[]
  from?: string
  below?: string
  broken?: number | null
  locale: Strategy['locale']
  openPromise: boolean
  afterReceiptDays: number
  contactsIn30Days?: number | null
  unmatchedMoney: Strategy['unmatchedMoney']
}

function toForm({ name, code, audience, locale, stop, unmatchedMoney }: Strategy): StrategyForm {
  const { overdue, brokenPromisesFrom: broken, grades, segments, classes, owners } = audience
  return {
    ...{ name, code, locale, unmatchedMoney, ...stop },
    grades: [...(grades ?? [])],
    segments: [...(segments ?? [])],
    classes: [...(classes ?? [])],
    owners: [...(owners ?? [])],
    ...(overdue?.from === undefined ? {} : { from: overdue.from }),
    ...(overdue?.below === undefined ? {} : { below: overdue.below }),
    ...(broken === undefined ? {} : { broken }),
  }
}

function named<K extends string>(key: K, list: readonly string[] = []): Partial<Record<K, string[]>> {
  return list.length === 0 ? {} : ({ [key]: [...list] } as Partial<Record<K, string[]>>)
}

function fromForm(fields: StrategyForm, before: Strategy): Strategy {
  const { name, code, grades, segments, classes, owners, from, below, broken, locale, unmatchedMoney } =
    fields
  const bounds = { ...(from ? { from } : {}), ...(below ? { below } : {}) }
  return {
    ...{ name, code, locale, unmatchedMoney, steps: before.steps },
    audience: {
      ...named('grades', grades),
      ...named('segments', segments),
      ...named('classes', classes),
      ...named('owners', owners),
      ...(Object.keys(bounds).length === 0 ? {} : { overdue: bounds }),
      ...(broken ? { brokenPromisesFrom: broken } : {}),
    },
    stop: {
      openPromise: fields.openPromise,
      afterReceiptDays: fields.afterReceiptDays,
      contactsIn30Days: fields.contactsIn30Days ?? null,
    },
  }
}

interface StrategyDrawerProps {
  strategy: Strategy
  onSaved: (strategy: Strategy) => void
  onClose: () => void
}

/** Whom a strategy is for, and when it leaves a customer in peace. */
export function StrategyDrawer({ strategy, onSaved, onClose }: StrategyDrawerProps) {
  const { t } = useTranslation('strategies')
  const amountRule = useAmountRule()
  const lists = ['grades', 'segments', 'classes', 'owners'] as const
  const choices = { grades: [], segments: useSegmentOptions(), classes: [], owners: useOwnerOptions() }
  return (
    <FormDrawer
      title={t('design.strategy')}
      initial={toForm(strategy)}
      send={(fields: StrategyForm) => Promise.resolve(fromForm(fields, strategy))}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name={['name', 'zh']} label={t('field.nameZh')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={['name', 'en']} label={t('field.nameEn')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('field.code')}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/ }]}
      >
        <Input />
      </Form.Item>
      {lists.map((name) => (
        <Form.Item key={name} name={name} label={t(`audience.${name}`)} extra={t('audience.anyOf')}>
          <Select
            mode="tags"
            optionFilterProp="label"
            options={[...choices[name]]}
            {...(choices[name].length === 0 ? { open: false, suffixIcon: null } : {})}
          />
        </Form.Item>
      ))}
      <Form.Item name="from" label={t('audience.overdueFrom')} rules={[amountRule({ zero: true })]}>
        <AmountInput />
      </Form.Item>
      <Form.Item name="below" label={t('audience.overdueBelow')} rules={[amountRule({ zero: true })]}>
        <AmountInput />
      </Form.Item>
      <Form.Item name="broken" label={t('audience.broken')}>
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
      <Form.Item name="locale" label={t('field.locale')}>
        <Select
          options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`locale.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="openPromise" valuePropName="checked">
        <Checkbox>{t('stop.openPromise')}</Checkbox>
      </Form.Item>
      <Form.Item name="afterReceiptDays" label={t('stop.afterReceiptDays')} rules={[{ required: true }]}>
        <InputNumber min={0} max={90} precision={0} />
      </Form.Item>
      <Form.Item name="contactsIn30Days" label={t('stop.contactsIn30Days')}>
        <InputNumber min={1} max={60} precision={0} />
      </Form.Item>
      <Form.Item name="unmatchedMoney" label={t('unmatched.title')}>
        <Select
          options={(['set-aside', 'mention'] as const).map((value) => ({
            value,
            label: t(`unmatched.${value}`),
          }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
