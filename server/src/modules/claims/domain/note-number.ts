/** How people call an interest note, and the number of its invoice. */
export function noteReference(number: bigint): string {
  return `LI-${number.toString().padStart(6, '0')}`
}
