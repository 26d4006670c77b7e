/** Where a model stands in its life. */
export const modelStatuses = ['draft', 'validated', 'approved', 'champion', 'challenger', 'retired'] as const

export type ModelStatus = (typeof modelStatuses)[number]

/** How a model is used: the champion's answer counts, a challenger's is only noted beside it. */
export const modelUses = ['champion', 'challenger'] as const

export type ModelUse = (typeof modelUses)[number]

/** What each status may become. Nothing leads back: a changed model is another version. */
export const nextStatuses: Readonly<Record<ModelStatus, readonly ModelStatus[]>> = {
  draft: ['validated', 'retired'],
  validated: ['approved', 'retired'],
  approved: ['champion', 'challenger', 'retired'],
  challenger: ['champion', 'retired'],
  champion: ['challenger', 'retired'],
  retired: [],
}

export function mayBecome(from: ModelStatus, to: ModelStatus): boolean {
  return nextStatuses[from].includes(to)
}

/** Whether an approval for one use covers another: who may be champion may also challenge. */
export function covers(approvedFor: ModelUse | null, use: ModelUse): boolean {
  return approvedFor === 'champion' || approvedFor === use
}

/** For which uses an approval can be asked of a model that stands here and is approved for this much. */
export function usesToAsk(status: ModelStatus, approvedFor: ModelUse | null): readonly ModelUse[] {
  if (status === 'validated') return modelUses
  const open = status === 'approved' || status === 'challenger'
  return open && !covers(approvedFor, 'champion') ? ['champion'] : []
}

/** True while live ratings are scored with the model. */
export function isInUse(status: ModelStatus): boolean {
  return status === 'champion' || status === 'challenger'
}
