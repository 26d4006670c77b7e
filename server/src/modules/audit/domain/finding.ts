/**
 * What a verification can find.
 * - changed: an entry is not what was sealed
 * - removed: an entry that was sealed is gone
 * - inserted: an entry stands in a part of the trail that was sealed without it
 * - back-dated: an entry bears a time before it can have been written
 * - resealed: the hashes of a batch were rewritten; its entries may have been
 * - unchained: a batch does not follow the one before it, or was rewritten
 * - missing-batch: a batch of the chain is gone
 * - other-root: the root that was kept elsewhere is not in the chain
 */
export const findingKinds = [
  'changed',
  'removed',
  'inserted',
  'back-dated',
  'resealed',
  'unchained',
  'missing-batch',
  'other-root',
] as const
export type FindingKind = (typeof findingKinds)[number]

export interface Finding {
  readonly kind: FindingKind
  /** Number of the batch; null for what no batch holds. */
  readonly batchNo: number | null
  /** Number of the entry as text; null where only the batch, or the place in it, is known. */
  readonly entryId: string | null
  /** What a person needs to look further, in English: places, hashes, numbers. */
  readonly detail: string
}

const sentences: Readonly<Record<FindingKind, string>> = {
  changed: 'was changed after it was sealed',
  removed: 'was removed after it was sealed',
  inserted: 'was inserted into a part of the trail that was already sealed',
  'back-dated': 'bears a time before it can have been written',
  resealed: 'was sealed anew: its hashes are not those of its root',
  unchained: 'does not follow from the batch before it',
  'missing-batch': 'is missing from the chain',
  'other-root': 'The expected root is not in this chain: the chain was cut or rewritten',
}

/** The finding as one English sentence, for the command line and the log. */
export function sentenceOf({ kind, batchNo, entryId, detail }: Finding): string {
  const more = detail === '' ? '' : ` (${detail})`
  if (kind === 'other-root') return `${sentences[kind]}${more}.`
  const batch = batchNo === null ? '' : `batch ${batchNo}`
  const subject = entryId === null ? batch : `entry ${entryId}${batch === '' ? '' : ` of ${batch}`}`
  const what = kind === 'removed' && entryId === null ? `an entry of ${batch}` : subject
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} ${sentences[kind]}${more}.`
}
