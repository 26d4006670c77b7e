/** Basis points as a factor without needless zeros: 15000 gives "1.5". */
export function factorText(basisPoints: number): string {
  return String(basisPoints / 10_000)
}

/** Basis points as a percentage without needless zeros: 1000 gives "10%". */
export function shareText(basisPoints: number): string {
  return `${basisPoints / 100}%`
}
