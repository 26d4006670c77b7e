import type { Principal } from '../../../kernel/access.js'
import type { Tx } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import { lockMargins, putMargins, type MarginFigures, type MarginKey } from './sales-margin-store.js'

/** The margin of a month as somebody states it. */
export interface StatedMargin extends MarginKey, MarginFigures {}

export type MarginOutcome = 'recorded' | 'corrected' | 'unchanged'

/**
 * Records margins; each key once. What was stated before of the same customer, segment, month and currency is replaced,
 * and the trail keeps what it was. Gives what became of each, in their order.
 */
export async function recordMargins(
  tx: Tx,
  stated: readonly StatedMargin[],
  { source, actor, at }: { readonly source: string; readonly actor: Principal; readonly at: Date },
): Promise<MarginOutcome[]> {
  const before = new Map((await lockMargins(tx, stated)).map((one) => [marginKey(one), one]))
  const outcomes = stated.map((one) => outcomeOf(one, before.get(marginKey(one))))
  const changed = stated.filter((_, index) => outcomes[index] !== 'unchanged')
  await putMargins(
    tx,
    changed.map((one) => ({ ...one, id: newId(), source, recordedBy: actor.label, recordedAt: at })),
  )
  return outcomes
}

/** Text that stands for a customer, segment, month and currency. */
export function marginKey({ customerId, segmentId, monthOn, currency }: MarginKey): string {
  return `${customerId} ${segmentId} ${monthOn} ${currency}`
}

function outcomeOf(stated: StatedMargin, before: MarginFigures | undefined): MarginOutcome {
  if (!before) return 'recorded'
  const same = before.revenueMinor === stated.revenueMinor && before.marginMinor === stated.marginMinor
  return same ? 'unchanged' : 'corrected'
}
