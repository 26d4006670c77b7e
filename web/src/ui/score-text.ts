/**
 * A score with one decimal, never rounded up: a customer of 79.96 points is not AA, and must not be shown with the 80.0
 * points that would make it so.
 */
export function scoreText(score: number): string {
  // Scores have two decimals; the small addition keeps 79.9 from becoming 79.8 in binary.
  return (Math.floor(score * 10 + 1e-6) / 10).toFixed(1)
}
