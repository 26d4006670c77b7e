import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import type { Feature } from './feature-api'
import { divisorOf } from './feature-unit'
import type { Content } from './scorecard-edit'

type Veto = Content['vetoes'][number]

interface VetoConditionProps {
  veto: Veto
  name: string
  features: readonly Feature[]
  readOnly: boolean
  onChange: (veto: Veto, name?: string) => void
}

/** Which feature a veto looks at, and what of it vetoes: a number from somewhere on, or one of some codes. */
export function VetoCondition({ veto, name, features, readOnly, onChange }: VetoConditionProps) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const { when } = veto
  const divisor = divisorOf(features.find(({ code }) => code === veto.feature)?.unit ?? '')
  const choose = (code: string) => {
    const feature = features.find((one) => one.code === code)
    if (feature === undefined) return
    const byValue = feature.unit === 'code' || feature.unit === 'flag'
    const next = byValue
      ? ({ kind: 'one-of', values: ['1'] } as const)
      : ({ kind: 'at-least', value: 1 } as const)
    onChange({
      ...veto,
      feature: feature.code,
      when: next.kind === 'one-of' ? { ...next, values: [...next.values] } : next,
    })
  }
  return (
    <>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={veto.feature}
        disabled={readOnly || features.length === 0}
        aria-label={t('frame.vetoFeature', { name })}
        popupMatchSelectWidth={false}
        options={features.map(({ code, label }) => ({ value: code, label: textOf(label) }))}
        onChange={choose}
      />
      {when.kind === 'at-least' ? (
        <label>
          ≥{' '}
          <InputNumber
            value={when.value / divisor}
            disabled={readOnly}
            aria-label={t('frame.vetoFrom', { name })}
            onChange={(value) =>
              value !== null &&
              onChange(
                { ...veto, when: { ...when, value: Math.round(value * divisor) } },
                `${veto.code}.value`,
              )
            }
          />
        </label>
      ) : (
        <Input
          value={when.values.join(', ')}
          disabled={readOnly}
          aria-label={t('frame.vetoValues', { name })}
          onChange={(event) => {
            const values = event.target.value.split(/[,，]\s*/)
            onChange({ ...veto, when: { ...when, values } }, `${veto.code}.values`)
          }}
        />
      )}
    </>
  )
}
