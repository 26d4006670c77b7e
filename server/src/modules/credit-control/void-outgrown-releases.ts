import type { Tx } from '../../platform/db/types.js'
import type { DecidedVerdict } from './decide-one.js'
import { voidReleases } from './hold-store.js'
import { insertHoldEvent } from './hold-work-store.js'

/** Ends the releases of orders that were checked anew for more than they were released for, or in another currency. */
export async function voidOutgrownReleases(
  tx: Tx,
  verdicts: readonly DecidedVerdict[],
  at: Date,
): Promise<void> {
  for (const { request, facts } of verdicts) {
    const { release, amountMinor, currency } = facts
    if (!request.reserve || request.document.type !== 'order' || release?.boundMinor === undefined) continue
    if (currency === release.currency && amountMinor <= release.boundMinor) continue
    const note = 'order changed'
    for (const hold of await voidReleases(tx, request.document, note, at)) {
      await insertHoldEvent(tx, hold, {
        kind: 'release_void',
        by: request.submittedBy,
        at,
        note,
        amountMinor,
        currency,
      })
    }
  }
}
