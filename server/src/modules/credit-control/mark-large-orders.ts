import { parseAmount } from '../../kernel/money.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import type { ReratingEvents } from '../scoring/domain/re-rating/rerating-policy.js'
import { insertMarks, type Mark } from '../scoring/re-rating/mark-store.js'
import { RE_RATE_MARKED_JOB } from '../scoring/re-rating/re-rate-marked.js'
import { reratingPolicyInForce } from '../scoring/re-rating/rerating-policy-in-force.js'
import type { CheckContext } from './check-request.js'
import type { DecidedVerdict } from './decide-one.js'

/** From which amount an order is large, by the re-rating policy in force. */
export async function largeOrderThreshold(db: Queryable, at: Date): Promise<ReratingEvents['largeOrder']> {
  return (await reratingPolicyInForce(db, at)).content.events.largeOrder
}

/**
 * Has customers rated again whose order, of a binding check, is large by the re-rating policy. Costs a check nothing
 * unless its order is.
 */
export async function markLargeOrders(
  tx: Tx,
  verdicts: readonly DecidedVerdict[],
  context: CheckContext,
): Promise<void> {
  const binding = verdicts.filter(({ request, facts }) => request.reserve && facts.account.rating !== null)
  if (binding.length === 0) return
  const threshold = context.largeOrder ?? (await largeOrderThreshold(tx, context.at))
  const marks = binding.flatMap((verdict): Mark[] => {
    if (!isLarge(verdict, threshold)) return []
    const { customerId } = verdict.party
    return [
      { customerId, cause: 'large_order', detail: verdict.request.document.number, objectId: verdict.id },
    ]
  })
  if (marks.length === 0) return
  await insertMarks(tx, marks)
  await addJob(tx, RE_RATE_MARKED_JOB, {}, { delayMs: 500, maxAttempts: 5 })
}

function isLarge(
  { request: { amount }, limit, party }: DecidedVerdict,
  { shareOfLimitBasisPoints, amounts }: ReratingEvents['largeOrder'],
): boolean {
  const named = amounts[amount.currency]
  const least = named === undefined ? undefined : parseAmount(named, amount.currency)
  if (typeof least === 'bigint' && amount.minor >= least) return true
  if (shareOfLimitBasisPoints === null || limit.mode !== 'amount') return false
  const { currency } = party.account
  const own = limit.amount === null ? null : parseAmount(limit.amount, currency)
  if (typeof own !== 'bigint' || amount.currency !== currency) return false
  return amount.minor * 10_000n >= own * BigInt(shareOfLimitBasisPoints)
}
