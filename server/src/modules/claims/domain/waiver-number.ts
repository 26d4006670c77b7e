/** How people call a waiver of interest. */
export function waiverReference(number: bigint): string {
  return `WV-${number.toString().padStart(6, '0')}`
}
