import { Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSegmentOptions } from '../../session/segments'
import { FormDrawer } from '../../ui/form-drawer'
import type { Rule } from './api'
import { ConditionRows } from './condition-rows'
import { grades, newRuleFields, points, strengths, toFields, toRule, type RuleFields } from './rule-fields'

interface RuleDrawerProps {
  /** Undefined: a new rule. */
  rule: Rule | undefined
  /** Keys of all rules, which an exclusion may name. */
  keys: readonly string[]
  onSaved: (rule: Rule) => void
  onClose: () => void
}

function EffectFields({ keys }: { keys: readonly string[] }) {
  const { t } = useTranslation('rules')
  const effect = Form.useWatch<RuleFields['effect'] | undefined>('effect')
  return (
    <>
      <Form.Item name="effect" label={t('form.effect')}>
        <Select
          options={[
            ...strengths.map((value) => ({ value, label: t(`strength.${value}`) })),
            { value: 'exclusion', label: t('form.exclusion') },
          ]}
        />
      </Form.Item>
      {effect === 'exclusion' && (
        <Form.Item name="excluded" label={t('form.excluded')} extra={t('form.excludedHint')}>
          <Select mode="multiple" options={keys.map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      {effect === 'hold' && (
        <Form.Item name="release" label={t('autoRelease.title')}>
          <Select
            options={(['segment', 'auto', 'person'] as const).map((value) => ({
              value,
              label: t(`autoRelease.${value}`),
            }))}
          />
        </Form.Item>
      )}
    </>
  )
}

function ScopeFields() {
  const { t } = useTranslation('rules')
  const segments = useSegmentOptions()
  const choices = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
  return (
    <>
      <Form.Item name="segments" label={t('form.segments')} extra={t('form.scopeHint')}>
        <Select mode="multiple" options={[...segments]} />
      </Form.Item>
      <Form.Item name="grades" label={t('form.grades')}>
        <Select mode="multiple" options={choices(grades)} />
      </Form.Item>
      <Form.Item name="industries" label={t('form.industries')}>
        <Select mode="tags" tokenSeparators={[',', '，']} />
      </Form.Item>
      <Form.Item name="customers" label={t('form.customers')}>
        <Select mode="tags" tokenSeparators={[',', '，', ' ']} />
      </Form.Item>
    </>
  )
}

/** A rule in fields. */
export function RuleDrawer({ rule, keys, onSaved, onClose }: RuleDrawerProps) {
  const { t } = useTranslation('rules')
  const needed = [{ required: true, whitespace: true, message: t('form.needed') }]
  return (
    <FormDrawer<RuleFields, Rule>
      title={rule === undefined ? t('form.add') : t('form.edit')}
      initial={rule === undefined ? newRuleFields : toFields(rule)}
      send={(fields) => Promise.resolve(toRule(fields))}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="nameZh" label={t('form.nameZh')} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('form.nameEn')} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="key" label={t('form.key')} rules={needed} extra={t('form.keyHint')}>
        <Input maxLength={64} />
      </Form.Item>
      <EffectFields keys={keys} />
      <Form.Item name="match" label={t('form.match')}>
        <Select options={(['any', 'all'] as const).map((value) => ({ value, label: t(`match.${value}`) }))} />
      </Form.Item>
      <Form.Item label={t('form.conditions')} required>
        <ConditionRows />
      </Form.Item>
      <Form.Item name="checkpoints" label={t('when')} rules={[{ required: true, message: t('form.needed') }]}>
        <Select
          mode="multiple"
          options={points.map((value) => ({ value, label: t(`checkpoint.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="graceDays" label={t('form.graceDays')} extra={t('form.graceHint')}>
        <InputNumber min={0} max={365} precision={0} />
      </Form.Item>
      <ScopeFields />
    </FormDrawer>
  )
}
