import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import type { TryResult } from './channel-api'

/** What the other side said to a test message: that it took it, or why not, in its own words. */
export function TryOutcome({ result }: { result: TryResult | undefined }) {
  const { t } = useTranslation('notifications')
  const text = useText()
  if (result === undefined) return null
  if (result.outcome === 'sent')
    return (
      <Alert type="success" showIcon role="status" title={t('try.sent')} description={t('try.sentHint')} />
    )
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t(result.outcome === 'retry' ? 'try.retry' : 'try.rejected')}
      description={result.reason === null ? result.code : text(result.reason)}
    />
  )
}
