import { useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { saveMatchingSettings, useMatchingSettings, type Settings } from './api'

const bounds = {
  automaticFrom: { min: 50, max: 100.01, step: 0.5 },
  recogniseFrom: { min: 50, max: 100.01, step: 0.5 },
  feeMax: { min: 0, max: 100_000, step: 100 },
  discountPercent: { min: 0, max: 20, step: 0.5 },
  discountDays: { min: 0, max: 365, step: 1 },
  sumItemsMax: { min: 2, max: 10, step: 1 },
} as const satisfies Record<Exclude<keyof Settings, 'interestClaimed'>, object>

/** What is matched and granted without a person. */
export function SettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('receipts')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const { data } = useMatchingSettings()
  if (data === undefined) return null
  const { version: _, ...initial } = data
  return (
    <FormDrawer<Settings, unknown>
      title={t('settings.title')}
      initial={initial}
      send={saveMatchingSettings}
      onSaved={() => {
        void message.success(t('settings.saved'))
        void queries.invalidateQueries({ queryKey: ['matching-settings'] })
        onClose()
      }}
      onClose={onClose}
    >
      <p className="xh-quiet">{t('settings.hint')}</p>
      {(Object.keys(bounds) as (keyof typeof bounds)[]).map((name) => (
        <Form.Item key={name} name={name} label={t(`settings.${name}`)} rules={[{ required: true }]}>
          <InputNumber {...bounds[name]} style={{ width: '100%' }} />
        </Form.Item>
      ))}
      <Form.Item name="interestClaimed" valuePropName="checked" extra={t('settings.interestHint')}>
        <Checkbox>{t('settings.interestClaimed')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}
