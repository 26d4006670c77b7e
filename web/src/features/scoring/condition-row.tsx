import { DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import styles from './designer.module.css'
import type { Feature } from './feature-api'
import { divisorOf } from './feature-unit'
import { conditionOn, type Condition } from './profile-edit'

interface ConditionRowProps {
  condition: Condition
  place: number
  features: readonly Feature[]
  readOnly: boolean
  onChange: (condition: Condition, name?: string) => void
  /** Undefined when it is the only one. */
  onRemove: (() => void) | undefined
}

function ValueOf({ condition, place, features, readOnly, onChange }: Omit<ConditionRowProps, 'onRemove'>) {
  const { t } = useTranslation('scoring')
  const label = t('profile.valueOf', { place })
  if (condition.kind === 'one-of' || condition.kind === 'starts-with')
    return (
      <Input
        className={styles.grow ?? ''}
        value={condition.values.join(', ')}
        disabled={readOnly}
        aria-label={label}
        onChange={(event) =>
          onChange({ ...condition, values: event.target.value.split(/[,，]\s*/) }, `values${place}`)
        }
      />
    )
  const divisor = divisorOf(features.find(({ code }) => code === condition.feature)?.unit ?? '')
  return (
    <InputNumber
      value={condition.value / divisor}
      disabled={readOnly}
      aria-label={label}
      onChange={(value) =>
        value !== null && onChange({ ...condition, value: Math.round(value * divisor) }, `value${place}`)
      }
    />
  )
}

/** One condition of a profile: what of a customer, how it compares, and whether not knowing it counts too. */
export function ConditionRow(props: ConditionRowProps) {
  const { condition, place, features, readOnly, onChange, onRemove } = props
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const isText = condition.kind === 'one-of' || condition.kind === 'starts-with'
  const chooseKind = (kind: Condition['kind']) => {
    const { feature, orUnknown } = condition
    if (kind === 'one-of' || kind === 'starts-with')
      onChange({ feature, orUnknown, kind, values: isText ? condition.values : ['A'] })
    else onChange({ feature, orUnknown, kind, value: isText ? 0 : condition.value })
  }
  const kinds = isText ? (['one-of', 'starts-with'] as const) : (['below', 'at-least'] as const)
  return (
    <li>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={condition.feature}
        disabled={readOnly || features.length === 0}
        aria-label={t('profile.featureOf', { place })}
        popupMatchSelectWidth={false}
        options={features.map(({ code, label }) => ({ value: code, label: textOf(label) }))}
        onChange={(code) => {
          const feature = features.find((one) => one.code === code)
          if (feature !== undefined) onChange(conditionOn(feature.code, feature.unit))
        }}
      />
      <Select
        value={condition.kind}
        disabled={readOnly}
        aria-label={t('profile.kindOf', { place })}
        popupMatchSelectWidth={false}
        options={kinds.map((kind) => ({ value: kind, label: t(`profile.kind.${kind}`) }))}
        onChange={chooseKind}
      />
      <ValueOf {...props} />
      <Checkbox
        checked={condition.orUnknown}
        disabled={readOnly}
        onChange={(event) => onChange({ ...condition, orUnknown: event.target.checked })}
      >
        {t('profile.orUnknown')}
      </Checkbox>
      {!readOnly && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          disabled={onRemove === undefined}
          aria-label={t('profile.removeCondition', { place })}
          onClick={onRemove}
        />
      )}
    </li>
  )
}
