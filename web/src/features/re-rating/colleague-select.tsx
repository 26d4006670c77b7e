import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useColleagues } from './api'

interface ColleagueSelectProps {
  value: string | null
  onChange: (username: string | null) => void
  disabled?: boolean
}

/** A colleague to give work to; cleared, it is everybody's. */
export function ColleagueSelect({ value, onChange, disabled = false }: ColleagueSelectProps) {
  const { t } = useTranslation('rerating')
  const people = useColleagues()?.people ?? []
  return (
    <Select<string | null>
      value={value}
      disabled={disabled}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      placeholder={t('assignee.choose')}
      aria-label={t('assignee.choose')}
      options={people.map(({ username, displayName }) => ({ value: username, label: displayName }))}
      onChange={(username) => onChange(username ?? null)}
      style={{ minWidth: 160 }}
    />
  )
}
