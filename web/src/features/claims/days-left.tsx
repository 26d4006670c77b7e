import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../ui/status-tag'

/** How far the end of a period is: in words, with a tone that follows the lines of warning. */
export function DaysLeft({ days }: { days: number | null }) {
  const { t } = useTranslation('claims')
  if (days === null) return <StatusTag tone="info">{t('stopped')}</StatusTag>
  if (days < 0) return <StatusTag tone="danger">{t('expiredSince', { count: -days })}</StatusTag>
  const tone = days <= 30 ? 'danger' : days <= 180 ? 'warn' : 'neutral'
  return <StatusTag tone={tone}>{t('daysLeft', { count: days })}</StatusTag>
}
