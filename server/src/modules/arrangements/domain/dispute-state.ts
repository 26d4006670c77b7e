export const disputeStatuses = [
  'opened',
  'in_work',
  'resolved_for_us',
  'resolved_for_customer',
  'withdrawn',
] as const
export type DisputeStatus = (typeof disputeStatuses)[number]

/** Which status may follow which. A settled dispute stays settled: who disagrees opens another. */
export const disputeTransitions: Readonly<Record<DisputeStatus, readonly DisputeStatus[]>> = {
  opened: ['in_work', 'resolved_for_us', 'resolved_for_customer', 'withdrawn'],
  in_work: ['resolved_for_us', 'resolved_for_customer', 'withdrawn'],
  resolved_for_us: [],
  resolved_for_customer: [],
  withdrawn: [],
}

export function isSettled(status: DisputeStatus): boolean {
  return disputeTransitions[status].length === 0
}
