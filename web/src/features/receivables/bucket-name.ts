import type { TFunction } from 'i18next'
import type { AgingBound } from './api'

/** The name of an aging bucket in words, from its bounds. */
export function bucketName({ daysMin, daysMax }: AgingBound, t: TFunction<'receivables'>): string {
  if (daysMin === null) return t('bucket.notDue')
  if (daysMax === null) return t('bucket.over', { days: daysMin - 1 })
  return t('bucket.between', { min: daysMin, max: daysMax })
}
