/** Basis points as a percent with two decimals: 1234 gives "12.34". */
export function percentText(basisPoints: number): string {
  const sign = basisPoints < 0 ? '-' : ''
  const digits = String(Math.abs(basisPoints)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
