/** A non-negative decimal as digits and scale: "7.1234" = 71234 / 10^4. Throws on anything else. */
export function parseDecimal(text: string): { digits: bigint; scale: number } {
  const match = /^(\d{1,20})(?:\.(\d{1,12}))?$/.exec(text)
  if (!match) throw new RangeError(`not a decimal: ${text}`)
  const fraction = match[2] ?? ''
  return { digits: BigInt((match[1] ?? '') + fraction), scale: fraction.length }
}

/** Integer division rounded half away from zero; the denominator is positive. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n
  const magnitude = negative ? -numerator : numerator
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n)
  return negative ? -rounded : rounded
}

/** part ÷ whole in basis points of one percent's hundredth (10,000 = 100 %), rounded half away from zero. */
export function ratioBasisPoints(part: bigint, whole: bigint): bigint {
  return divideRounded(part * 10_000n, whole)
}

/** Basis points as a percent with one decimal, rounded: 13000n -> "130.0". */
export function formatPercent(basisPoints: bigint): string {
  const tenths = divideRounded(basisPoints, 10n)
  const sign = tenths < 0n ? '-' : ''
  const magnitude = tenths < 0n ? -tenths : tenths
  return `${sign}${(magnitude / 10n).toString()}.${(magnitude % 10n).toString()}`
}
