import type { TFunction } from 'i18next'
import type { Bound } from './api'

/** The name of an aging bucket in words. */
export function bucketLabel(
  { daysMin, daysMax }: Pick<Bound, 'daysMin' | 'daysMax'>,
  t: TFunction<'provisions'>,
): string {
  if (daysMin === null) return t('bucket.notDue')
  if (daysMax === null) return t('bucket.over', { days: daysMin - 1 })
  return t('bucket.between', { min: daysMin, max: daysMax })
}
