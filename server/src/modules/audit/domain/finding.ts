/**
 * What a verification can find.
 * - changed: an entry or decision is not what was sealed
 * - removed: an entry or decision that was sealed is gone
 * - inserted: an entry or decision stands in a part of the record that was sealed without it
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

/** What is sealed: entries of the trail, and credit decisions, whose roots are such entries. */
export const sealedKinds = ['entry', 'decision'] as const

export interface Finding {
  readonly of: (typeof sealedKinds)[number]
  readonly kind: FindingKind
  /** Number of the batch (entries and decisions have their own); null for what no batch holds. */
  readonly batchNo: number | null
  /** Number of the entry or id of the decision, as text; null where only the batch, or the place in it, is known. */
  readonly entryId: string | null
  /** What a person needs to look further, in English: places, hashes, numbers. */
  readonly detail: string
}

const sentences: Readonly<Record<FindingKind, string>> = {
  changed: 'was changed after it was sealed',
  removed: 'was removed after it was sealed',
  inserted: 'was inserted into a part of the record that was already sealed',
  'back-dated': 'bears a time before it can have been written',
  resealed: 'was sealed anew: its hashes are not those of its root',
  unchained: 'does not follow from the batch before it',
  'missing-batch': 'is missing from the chain',
  'other-root': 'The expected root is not in this chain: the chain was cut or rewritten',
}

/** The finding as one English sentence, for the command line and the log. */
export function sentenceOf({ of, kind, batchNo, entryId, detail }: Finding): string {
  const more = detail === '' ? '' : ` (${detail})`
  if (kind === 'other-root') return `${sentences[kind]}${more}.`
  const name = of === 'entry' ? 'batch' : 'decision batch'
  const batch = batchNo === null ? '' : `${name} ${batchNo}`
  const subject = entryId === null ? batch : `${of} ${entryId}${batch === '' ? '' : ` of ${batch}`}`
  const some = of === 'entry' ? 'an entry' : 'a decision'
  const what = kind === 'removed' && entryId === null ? `${some} of ${batch}` : subject
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} ${sentences[kind]}${more}.`
}
