/** How people call a dispute. */
export function disputeReference(number: bigint): string {
  return `DS-${number.toString().padStart(6, '0')}`
}
