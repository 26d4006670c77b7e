export const writeOffStatuses = ['requested', 'written-off', 'rejected', 'withdrawn'] as const
export type WriteOffStatus = (typeof writeOffStatuses)[number]

/** Which status may follow which: a request ends once. */
export const writeOffTransitions: Readonly<Record<WriteOffStatus, readonly WriteOffStatus[]>> = {
  requested: ['written-off', 'rejected', 'withdrawn'],
  'written-off': [],
  rejected: [],
  withdrawn: [],
}

/** What is written off of an item: never more than is still open when it is approved, nor more than was asked for. */
export function writtenOf(askedMinor: bigint, openMinor: bigint): bigint {
  if (openMinor <= 0n) return 0n
  return openMinor < askedMinor ? openMinor : askedMinor
}
