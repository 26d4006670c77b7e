import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { grades } from './cause'
import { OWNER, type AmountForm } from './settings-form'
import { useRoles } from './use-roles'

const documentTypes = ['order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off'] as const

/** Days by grade; empty: never by itself. */
export function DaysFields({ name }: { name: 'scheduleDays' | 'reviewDays' }) {
  const { t } = useTranslation('rerating')
  return (
    <Flex gap="middle" wrap>
      {[...grades, 'unrated' as const].map((grade) => (
        <Form.Item
          key={grade}
          name={[name, grade]}
          label={grade === 'unrated' ? t('settings.unrated') : grade}
          hidden={name === 'reviewDays' && grade === 'unrated'}
        >
          <InputNumber min={1} max={3650} precision={0} suffix={t('settings.days')} />
        </Form.Item>
      ))}
    </Flex>
  )
}

export function LineFields() {
  const { t } = useTranslation('rerating')
  const roles = useRoles()
  return (
    <Flex gap="large" wrap>
      <Form.Item name="earlyWarningScore" label={t('settings.earlyWarning')} rules={[{ required: true }]}>
        <InputNumber min={0} max={100} precision={0} />
      </Form.Item>
      <Form.Item name="coolDownDays" label={t('settings.coolDown')} rules={[{ required: true }]}>
        <InputNumber min={0} max={365} precision={0} suffix={t('settings.days')} />
      </Form.Item>
      <Form.Item name="reviewLeadDays" label={t('settings.lead')} rules={[{ required: true }]}>
        <InputNumber min={0} max={90} precision={0} suffix={t('settings.days')} />
      </Form.Item>
      <Form.Item name="reviewer" label={t('settings.reviewer')}>
        <Select
          popupMatchSelectWidth={false}
          style={{ minWidth: 180 }}
          options={[{ value: OWNER, label: t('settings.owner') }, ...roles]}
        />
      </Form.Item>
    </Flex>
  )
}

const currencies = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP', 'TWD', 'KRW', 'SGD', 'AUD'] as const

/** From which amount an order is large, by currency. */
function AmountFields() {
  const { t } = useTranslation('rerating')
  const amountRule = useAmountRule()
  const chosen = Form.useWatch<AmountForm[] | undefined>('largeOrderAmounts') ?? []
  const known = [...new Set([...currencies, ...chosen.map((one) => one?.currency ?? '')])]
  const left = known.filter((code) => code !== '' && !chosen.some((one) => one?.currency === code))
  return (
    <Form.Item label={t('settings.largeOrderAmounts')}>
      <Form.List name="largeOrderAmounts">
        {(fields, { add, remove }) => (
          <Flex vertical gap="small">
            {fields.map(({ key, name }) => (
              <Flex key={key} gap="small" align="baseline">
                <Form.Item noStyle name={[name, 'currency']} rules={[{ required: true }]}>
                  <Select
                    style={{ width: 90 }}
                    aria-label={t('settings.currency')}
                    options={[chosen[name]?.currency ?? '', ...left]
                      .filter((code) => code !== '')
                      .map((value) => ({ value, label: value }))}
                  />
                </Form.Item>
                <Form.Item
                  noStyle
                  name={[name, 'amount']}
                  rules={[amountRule({ currency: chosen[name]?.currency, required: true })]}
                >
                  <AmountInput style={{ width: 150 }} maxLength={20} aria-label={t('settings.amount')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('settings.removeAmount')}
                  onClick={() => remove(name)}
                />
              </Flex>
            ))}
            <Button
              size="small"
              icon={<PlusOutlined />}
              disabled={left.length === 0}
              onClick={() => add({ currency: left[0], amount: '' })}
            >
              {t('settings.addAmount')}
            </Button>
          </Flex>
        )}
      </Form.List>
    </Form.Item>
  )
}

export function EventFields() {
  const { t } = useTranslation('rerating')
  return (
    <Flex gap="large" wrap>
      <Form.Item name="overdueDays" label={t('settings.overdueDays')}>
        <Select mode="tags" style={{ minWidth: 220 }} tokenSeparators={[',', ' ', '，']} open={false} />
      </Form.Item>
      <Form.Item name="facts" label={t('settings.facts.title')}>
        <Select
          popupMatchSelectWidth={false}
          style={{ minWidth: 160 }}
          options={(['all', 'vetoes', 'none'] as const).map((value) => ({
            ...{ value, label: t(`settings.facts.${value}`) },
          }))}
        />
      </Form.Item>
      <Form.Item name="documents" label={t('settings.documents.title')}>
        <Select
          mode="multiple"
          style={{ minWidth: 320 }}
          options={documentTypes.map((value) => ({ value, label: t(`settings.documents.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="largeOrderPercent" label={t('settings.largeOrder')}>
        <InputNumber min={0.01} max={10_000} suffix="%" />
      </Form.Item>
      <AmountFields />
    </Flex>
  )
}
