import { Form, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { RefitOwnBounds } from './refit-own-bounds'
import { saveRefitSettings, type RefitSettings } from './refit-api'

const percents = ['maxChangeBp', 'minWeightBp', 'maxWeightBp'] as const
type Sent = Omit<RefitSettings, 'updatedBy' | 'updatedAt'>
type Rails = Sent['guardrails']
interface OwnBounds {
  indicator: string
  min: number
  max: number
}
type Fields = Omit<Sent, 'guardrails'> & { guardrails: Omit<Rails, 'indicators'>; own: OwnBounds[] }

/** Weights are basis points on the wire and percent in the form. */
function shownOf({ guardrails: { indicators, ...rails }, ...rest }: Sent): Fields {
  const own = Object.entries(indicators).map(([indicator, { minBp, maxBp }]) => ({
    ...{ indicator, min: minBp / 100, max: maxBp / 100 },
  }))
  return { ...rest, own, guardrails: { ...rails, ...weightsOf(rails, 0.01) } }
}

function sentOf({ own, guardrails: rails, ...rest }: Fields): Sent {
  const indicators = Object.fromEntries(
    own.map(({ indicator, min, max }) => [
      indicator,
      { minBp: Math.round(min * 100), maxBp: Math.round(max * 100) },
    ]),
  )
  return { ...rest, guardrails: { ...rails, ...weightsOf(rails, 100), indicators } }
}

function weightsOf(rails: Omit<Rails, 'indicators'>, factor: number) {
  const scaled = (value: number) => Math.round(value * factor * 100) / 100
  const { maxChangeBp, minWeightBp, maxWeightBp } = rails
  return {
    maxChangeBp: scaled(maxChangeBp),
    minWeightBp: scaled(minWeightBp),
    maxWeightBp: scaled(maxWeightBp),
  }
}

interface RefitSettingsDrawerProps {
  settings: RefitSettings
  onSaved: () => void
  onClose: () => void
}

/** The schedule and the guardrails of re-fits. */
export function RefitSettingsDrawer({ settings, onSaved, onClose }: RefitSettingsDrawerProps) {
  const { t } = useTranslation('scoring')
  const { updatedBy: _, updatedAt: __, ...initial } = settings
  const number = { style: { width: '100%' } }
  return (
    <FormDrawer<Fields, RefitSettings>
      title={t('refit.settings.title')}
      initial={shownOf(initial)}
      send={(fields) => saveRefitSettings(sentOf(fields))}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="active" label={t('refit.settings.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="cadence" label={t('refit.settings.cadence')}>
        <Select
          options={(['monthly', 'quarterly'] as const).map((value) => ({
            value,
            label: t(`refit.settings.cadences.${value}`),
          }))}
        />
      </Form.Item>
      {(['lookbackMonths', 'horizonMonths', 'overdueDays'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(`refit.settings.${name}`)}>
          <InputNumber min={1} max={365} precision={0} {...number} />
        </Form.Item>
      ))}
      {percents.map((name) => (
        <Form.Item key={name} name={['guardrails', name]} label={t(`refit.settings.${name}`)}>
          <InputNumber min={0.01} max={100} step={0.5} {...number} />
        </Form.Item>
      ))}
      <RefitOwnBounds />
      {(['minBads', 'minGoods'] as const).map((name) => (
        <Form.Item key={name} name={['guardrails', name]} label={t(`refit.settings.${name}`)}>
          <InputNumber min={10} precision={0} {...number} />
        </Form.Item>
      ))}
      {(['psiMax', 'aucMargin'] as const).map((name) => (
        <Form.Item key={name} name={['guardrails', name]} label={t(`refit.settings.${name}`)}>
          <InputNumber min={0} step={0.005} {...number} />
        </Form.Item>
      ))}
    </FormDrawer>
  )
}
