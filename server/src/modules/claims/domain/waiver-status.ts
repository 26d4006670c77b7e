export const waiverStatuses = ['requested', 'granted', 'rejected', 'withdrawn'] as const
export type WaiverStatus = (typeof waiverStatuses)[number]

/** What may become of a waiver of interest; what was granted is final, for it was declared to the debtor. */
export const waiverTransitions: Readonly<Record<WaiverStatus, readonly WaiverStatus[]>> = {
  requested: ['granted', 'rejected', 'withdrawn'],
  granted: [],
  rejected: [],
  withdrawn: [],
}
