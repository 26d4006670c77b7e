import { Form, InputNumber, Radio, Select, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useOrganisation } from '../../session/organisation'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayField, DayItem } from '../../ui/days/day-field'
import { send, usePersonChoices, useRoleChoices, useSegments, type Authority } from './api'
import { DrawerForm } from './drawer-form'

const kinds = [
  'hold-release',
  'limit-change',
  'temporary-limit',
  'credit-opening',
  'rating-override',
  'publication',
  'instalment-plan',
  'write-off',
  'interest-waiver',
] as const

interface Fields {
  to: 'role' | 'person'
  roleCode?: string
  username?: string
  kind: Authority['kind']
  segmentCode?: string | null
  unlimited: boolean
  amount?: string
  over?: number | null
  daysMax?: number | null
  until?: Dayjs | null
}

function startOf(entry: Authority | undefined): Partial<Fields> {
  if (entry === undefined) return { to: 'role', kind: 'hold-release', unlimited: false }
  const { username, roleCode, kind, segmentCode, amount, overLimitBp, daysMax, validUntil } = entry
  return {
    ...{ kind, segmentCode, daysMax, unlimited: amount === 'unlimited' },
    ...(username === null ? { to: 'role', roleCode: roleCode ?? '' } : { to: 'person', username }),
    ...(amount === 'unlimited' ? {} : { amount: amount.amount }),
    over: overLimitBp === null ? null : overLimitBp / 100,
    until: validUntil === null ? null : dayjs(validUntil),
  }
}

/** Gives an authority or changes one. */
export function AuthorityDrawer({ entry, onClose }: { entry: Authority | undefined; onClose: () => void }) {
  const { t } = useTranslation('access')
  const amountRule = useAmountRule()
  const base = useOrganisation().data?.baseCurrency ?? 'CNY'
  const currency = entry === undefined || entry.amount === 'unlimited' ? base : entry.amount.currency
  const roles = useRoleChoices()
  const people = usePersonChoices()
  const segments = useSegments().data?.items ?? []
  const rules = [{ required: true, message: t('needed') }]
  const save = (fields: Fields) =>
    send('PUT', `authorities/${entry?.id ?? crypto.randomUUID()}`, {
      username: fields.to === 'person' ? fields.username : null,
      roleCode: fields.to === 'role' ? fields.roleCode : null,
      kind: fields.kind,
      segmentCode: fields.segmentCode ?? null,
      amount: fields.unlimited ? 'unlimited' : { amount: fields.amount, currency },
      overLimitBp: fields.over == null ? null : Math.round(fields.over * 100),
      daysMax: fields.daysMax ?? null,
      validFrom: entry?.validFrom ?? null,
      validUntil: fields.until?.format('YYYY-MM-DD') ?? null,
    })
  return (
    <DrawerForm<Fields>
      title={t(entry === undefined ? 'authority.add' : 'authority.edit')}
      initial={startOf(entry)}
      save={save}
      onClose={onClose}
    >
      <Form.Item name="to" label={t('authority.holder')}>
        <Radio.Group
          options={[
            { value: 'role', label: t('authority.toRole') },
            { value: 'person', label: t('authority.toPerson') },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['to']}>
        {({ getFieldValue }) =>
          getFieldValue('to') === 'person' ? (
            <Form.Item name="username" label={t('authority.toPerson')} rules={rules}>
              <Select showSearch={{ optionFilterProp: 'label' }} options={people} />
            </Form.Item>
          ) : (
            <Form.Item name="roleCode" label={t('authority.toRole')} rules={rules}>
              <Select options={roles} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="kind" label={t('authority.kind')}>
        <Select options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="segmentCode" label={t('authority.segment')}>
        <Select
          allowClear
          placeholder={t('any')}
          options={segments.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Form.Item>
      <Form.Item name="unlimited" label={t('authority.unlimited')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item noStyle dependencies={['unlimited']}>
        {({ getFieldValue }) =>
          getFieldValue('unlimited') !== true && (
            <Form.Item
              name="amount"
              label={`${t('authority.amount')}（${currency}）`}
              rules={[amountRule({ currency, required: true, zero: true })]}
            >
              <AmountInput />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="over" label={t('authority.over')}>
        <InputNumber min={0} max={10000} precision={2} placeholder={t('any')} />
      </Form.Item>
      <Form.Item name="daysMax" label={t('authority.days')}>
        <InputNumber min={0} max={3650} precision={0} placeholder={t('any')} />
      </Form.Item>
      <DayItem name="until" label={t('authority.until')}>
        <DayField />
      </DayItem>
    </DrawerForm>
  )
}
