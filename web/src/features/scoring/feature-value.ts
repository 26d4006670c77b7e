import type { TFunction } from 'i18next'

const knownUnits = [
  'basis-points',
  'tenth-days',
  'days',
  'count',
  'months',
  'years',
  'ten-thousand',
  'hundredths',
] as const

const divisors: Readonly<Record<string, number>> = { 'basis-points': 100, 'tenth-days': 10, hundredths: 100 }

/** A value of a feature in the unit people use: basis points as percent, tenths of days as days. */
export function featureValue(value: number, unit: string, t: TFunction<'scoring'>): string {
  const count = value / (divisors[unit] ?? 1)
  const shown = String(count).replace('-', '\u2212')
  const known = knownUnits.find((one) => one === unit)
  return known === undefined ? shown : t(`unit.${known}`, { value: shown, count })
}

/** A half-open bin in words: below, from … to, from … on. */
export function binText(
  { from, to }: { from: number | null; to: number | null },
  unit: string,
  t: TFunction<'scoring'>,
): string {
  if (from === null && to === null) return t('bin.any')
  if (from === null) return t('bin.below', { to: featureValue(to ?? 0, unit, t) })
  if (to === null) return t('bin.from', { from: featureValue(from, unit, t) })
  return t('bin.between', { from: featureValue(from, unit, t), to: featureValue(to, unit, t) })
}
