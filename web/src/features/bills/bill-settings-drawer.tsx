import { useQueryClient } from '@tanstack/react-query'
import { App, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { saveBillSettings, useBillSettings, type BillSettings } from './api'

const bounds = {
  bankPercent: { min: 0, max: 100, step: 5 },
  commercialPercent: { min: 0, max: 100, step: 5 },
  warnDays: { min: 1, max: 90, step: 1 },
} as const satisfies Record<keyof BillSettings, object>

/** What counts of bills as exposure, and when they are warned of. */
export function BillSettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('bills')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const { data } = useBillSettings()
  if (data === undefined) return null
  const { version: _, ...initial } = data
  return (
    <FormDrawer<BillSettings, unknown>
      title={t('settings.title')}
      initial={initial}
      send={saveBillSettings}
      onSaved={() => {
        void message.success(t('settings.saved'))
        void queries.invalidateQueries({ queryKey: ['bill-settings'] })
        onClose()
      }}
      onClose={onClose}
    >
      <p className="xh-quiet">{t('settings.hint')}</p>
      {(Object.keys(bounds) as (keyof BillSettings)[]).map((name) => (
        <Form.Item key={name} name={name} label={t(`settings.${name}`)} rules={[{ required: true }]}>
          <InputNumber {...bounds[name]} style={{ width: '100%' }} />
        </Form.Item>
      ))}
    </FormDrawer>
  )
}
