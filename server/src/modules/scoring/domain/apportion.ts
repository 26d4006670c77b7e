/**
 * Divides whole-number shares by a common denominator so that the parts sum exactly to the rounded total
 * (largest remainders, Hamilton's method; equal remainders go to the earlier share). The total is rounded half up.
 * Shares are not negative; products stay far below 2^53. A denominator of 0 gives zeros.
 */
export function apportion(
  shares: readonly number[],
  denominator: number,
): { total: number; parts: number[] } {
  if (denominator === 0) return { total: 0, parts: shares.map(() => 0) }
  const sum = shares.reduce((whole, share) => whole + share, 0)
  const total = Math.floor((2 * sum + denominator) / (2 * denominator))
  const parts = shares.map((share) => Math.floor(share / denominator))
  const left = total - parts.reduce((whole, part) => whole + part, 0)
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share % denominator }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return { total, parts }
}
