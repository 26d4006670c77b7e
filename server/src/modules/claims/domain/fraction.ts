import { divideRounded } from '../../../kernel/rate.js'

/** An exact amount in minor units between roundings; the denominator is positive. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const zero: Fraction = { numerator: 0n, denominator: 1n }

/** a + b, reduced so that long sums stay small. */
export function plus(a: Fraction, b: Fraction): Fraction {
  return reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
}

export function reduced(numerator: bigint, denominator: bigint): Fraction {
  const divisor = greatestCommon(numerator < 0n ? -numerator : numerator, denominator)
  return divisor === 0n ? zero : { numerator: numerator / divisor, denominator: denominator / divisor }
}

function greatestCommon(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommon(b, a % b)
}

/** Rounds half away from zero to the minor unit (四舍五入至分). */
export function roundedMinor({ numerator, denominator }: Fraction): bigint {
  return divideRounded(numerator, denominator)
}

/** As a decimal with `places` decimals, rounded half away from zero: for showing, never for computing on. */
export function decimalOf({ numerator, denominator }: Fraction, places: number): string {
  const scaled = divideRounded(numerator * 10n ** BigInt(places), denominator)
  const sign = scaled < 0n ? '-' : ''
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0')
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`
}
