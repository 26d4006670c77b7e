/** Decimals of a currency, as the server writes its amounts: two in 1200.00, none in 1200. */
export function digitsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0
}

/** A decimal text in minor units; null when it is no amount, or has more decimals than the currency. */
export function minorOf(text: string, digits: number): bigint | null {
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(text.trim().replaceAll(',', ''))
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > digits) return null
  return BigInt(`${match[1] ?? '0'}${fraction.padEnd(digits, '0')}`)
}

/** Minor units as a decimal text: 120000n with two digits is 1200.00. */
export function textOf(minor: bigint, digits: number): string {
  const sign = minor < 0n ? '-' : ''
  const figures = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0')
  if (digits === 0) return `${sign}${figures}`
  return `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`
}
