/** A percentage with one decimal and a true minus: "12.34" gives 12.3%. Anything else is given back as it is. */
export function formatPercent(value: string | number): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return String(value)
  return `${number.toFixed(1).replace('-', '\u2212')}%`
}
