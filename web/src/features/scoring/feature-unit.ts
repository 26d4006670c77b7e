import type { Indicator } from './api'

const divisors: Readonly<Record<string, number>> = { 'basis-points': 100, 'tenth-days': 10, hundredths: 100 }

/** By how much a feature's whole number is divided for people: basis points to percent. */
export function divisorOf(unit: string): number {
  return divisors[unit] ?? 1
}

/** The unit of what an indicator looks at, by feature or by its formula. */
export function unitOf({ feature, formula }: Indicator, units: ReadonlyMap<string, string>): string {
  return feature === null ? (formula?.unit ?? '') : (units.get(feature) ?? '')
}
