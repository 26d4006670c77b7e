import type { TFunction } from 'i18next'

/** Where a funding rate comes from: as people stated it, or in the reader's language until anybody has. */
export function sourceOf(
  rate: { readonly source: string; readonly stated: boolean },
  t: TFunction<'home'>,
): string {
  return rate.stated ? rate.source : t('margin.rate.usualSource')
}
