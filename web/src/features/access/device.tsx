import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { deviceName } from './device-name'

/** Browser and system in words; what the browser really sent is in the tooltip. */
export function Device({ userAgent }: { userAgent: string | null }) {
  const { t } = useTranslation('access')
  const name = deviceName(userAgent) ?? t('profile.unknownDevice')
  if (userAgent === null || userAgent === '') return <span className="xh-quiet">{name}</span>
  return (
    <Tooltip title={userAgent} trigger={['hover', 'focus', 'click']}>
      <span tabIndex={0}>{name}</span>
    </Tooltip>
  )
}
