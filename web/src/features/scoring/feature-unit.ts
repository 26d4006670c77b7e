const divisors: Readonly<Record<string, number>> = { 'basis-points': 100, 'tenth-days': 10, hundredths: 100 }

/** By how much a feature's whole number is divided for people: basis points to percent. */
export function divisorOf(unit: string): number {
  return divisors[unit] ?? 1
}
