import { Flex, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import { QuietDays } from './quiet-days'
import type { StrategyDocument } from './strategy-api'

interface CommonFieldsProps {
  document: StrategyDocument
  onChange: (document: StrategyDocument) => void
}

/** What holds for all strategies. */
export function CommonFields({ document, onChange }: CommonFieldsProps) {
  const { t } = useTranslation('strategies')
  const hours = (part: 'from' | 'until') => (
    <Input
      type="time"
      style={{ width: 120 }}
      aria-label={t(`common.${part}`)}
      value={document.hours[part]}
      onChange={({ target }) => onChange({ ...document, hours: { ...document.hours, [part]: target.value } })}
    />
  )
  return (
    <Panel title={t('common.title')}>
      <Flex gap="middle" wrap align="center">
        <span>{t('common.hours')}</span>
        {hours('from')}
        {hours('until')}
        <Select
          aria-label={t('common.onePerDay')}
          value={document.onePerDay}
          popupMatchSelectWidth={false}
          options={(['channel', 'customer'] as const).map((value) => ({
            value,
            label: t(`common.${value}PerDay`),
          }))}
          onChange={(onePerDay) => onChange({ ...document, onePerDay })}
        />
      </Flex>
      <p>{t('quiet.title')}</p>
      <QuietDays spells={document.quietDays} onChange={(quietDays) => onChange({ ...document, quietDays })} />
    </Panel>
  )
}
