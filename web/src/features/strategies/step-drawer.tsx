import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useRoleOptions } from '../../session/role-names'
import { FormDrawer } from '../../ui/form-drawer'
import { useTexts, type Step } from './strategy-api'

const anchors = ['due', 'oldest-due', 'previous'] as const
const channels = ['email', 'sms', 'letter', 'phone', 'in-app'] as const
const effects = ['none', 'block-orders', 'freeze'] as const
const senders = ['organisation', 'owner'] as const

interface StepForm extends Omit<Step, 'minimum' | 'escalateTo'> {
  minimum: string
  escalateTo?: string
}

function toForm({ minimum, escalateTo, ...step }: Step): StepForm {
  const text = Object.entries(minimum)
    .map(([currency, amount]) => `${currency} ${amount}`)
    .join(', ')
  return { ...step, minimum: text, ...(escalateTo === undefined ? {} : { escalateTo }) }
}

function minimumOf(text: string): Step['minimum'] {
  return Object.fromEntries(
    text
      .split(',')
      .map((part) => part.trim().split(/\s+/))
      .flatMap(([currency, amount]) => (currency && amount ? [[currency.toUpperCase(), amount]] : [])),
  )
}

function fromForm({ minimum, escalateTo, ...step }: StepForm): Step {
  const role = escalateTo ?? ''
  return { ...step, minimum: minimumOf(minimum), ...(role === '' ? {} : { escalateTo: role }) }
}

interface StepDrawerProps {
  step: Step
  onSaved: (step: Step) => void
  onClose: () => void
}

/** One step: when, over which channel, with which text, and what it does besides. */
export function StepDrawer({ step, onSaved, onClose }: StepDrawerProps) {
  const { t, i18n } = useTranslation('strategies')
  const textOf = useText()
  const roles = useRoleOptions()
  const texts = (useTexts().data?.items ?? []).filter(({ locale }) => locale === i18n.language)
  const options = <K extends string>(keys: readonly K[], word: (key: K) => string) =>
    keys.map((value) => ({ value, label: word(value) }))
  return (
    <FormDrawer
      title={t('step.title')}
      initial={toForm(step)}
      send={(values: StepForm) => Promise.resolve(fromForm(values))}
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
        extra={t('step.codeHint')}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/ }]}
      >
        <Input />
      </Form.Item>
      <Form.Item name="anchor" label={t('step.anchor')}>
        <Select options={options(anchors, (key) => t(`anchor.${key}`))} />
      </Form.Item>
      <Form.Item name="days" label={t('step.days')} extra={t('step.daysHint')} rules={[{ required: true }]}>
        <InputNumber min={-60} max={1000} precision={0} />
      </Form.Item>
      <Form.Item name="channel" label={t('field.channel')}>
        <Select options={options(channels, (key) => t(`channel.${key}`))} />
      </Form.Item>
      <Form.Item name="template" label={t('field.text')}>
        <Select options={texts.map(({ code, name }) => ({ value: code, label: textOf(name) }))} />
      </Form.Item>
      <Form.Item name="sender" label={t('step.sender')}>
        <Select options={options(senders, (key) => t(`sender.${key}`))} />
      </Form.Item>
      <Form.Item name="escalateTo" label={t('step.escalateTo')}>
        <Select allowClear options={[...roles]} />
      </Form.Item>
      <Form.Item name="minimum" label={t('step.minimum')} extra={t('step.minimumHint')}>
        <Input placeholder="CNY 100.00, USD 20.00" />
      </Form.Item>
      <Form.Item name="creditEffect" label={t('step.effect')}>
        <Select options={options(effects, (key) => t(`effect.${key}`))} />
      </Form.Item>
      <Form.Item name="workingDaysOnly" valuePropName="checked">
        <Checkbox>{t('step.workingDays')}</Checkbox>
      </Form.Item>
      <Form.Item name="approval" valuePropName="checked">
        <Checkbox>{t('step.approval')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}
