/** A percentage with one decimal. `value` is the percentage itself ("12.34" shows 12.3%), null shows a dash. */
export function Percent({ value }: { value: string | number | null | undefined }) {
  if (value == null || value === '') return <span className="xh-quiet">–</span>
  return <span className="xh-numeric">{formatPercent(value)}</span>
}

export function formatPercent(value: string | number): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return String(value)
  return `${number.toFixed(1).replace('-', '\u2212')}%`
}
