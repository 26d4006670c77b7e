import { useTranslation } from 'react-i18next'

/** Says a stretch of working time in words: minutes under an hour, then hours with one decimal. */
export function useDuration(): (minutes: number | null) => string {
  const { t } = useTranslation('approvals')
  return (minutes) => {
    if (minutes === null) return '–'
    if (minutes < 60) return t('duration.minutes', { count: Math.round(minutes) })
    return t('duration.hours', { hours: (minutes / 60).toFixed(1) })
  }
}
