import { money } from '../../kernel/money.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { lockGroups } from '../customers/group-store.js'
import { checkCredit } from './check-credit.js'
import type { CheckContext, CheckRequest } from './check-request.js'
import type { StoredDecision } from './decision-store.js'
import { queueHoldNews } from './hold-news.js'
import { noteEvaluation, openHoldsOfGroup, type Hold } from './hold-store.js'
import { insertHoldEvent } from './hold-work-store.js'
import { settlePrepayment } from './settle-prepayment.js'

const HOLDS_MAX = 500

/** The check that a hold stands for, asked again without taking anything. */
export function checkOfHold(
  hold: Hold,
  asking: Pick<CheckRequest, 'reserve' | 'trigger' | 'submittedBy'>,
): CheckRequest {
  return {
    checkpoint: hold.checkpoint,
    customerCode: hold.customerCode,
    segmentCode: hold.segmentCode,
    document: {
      source: hold.source,
      type: hold.documentType,
      number: hold.documentNumber,
      version: hold.documentVersion,
      orderNumber: null,
    },
    amount: money(hold.amountMinor, hold.currency),
    netDays: hold.netDays,
    shipOn: hold.shipOn,
    scope: null,
    ...asking,
  }
}

/** Asks again whether a held order would pass now, and notes the answer on the hold. */
export async function evaluateHold(
  tx: Tx,
  hold: Hold,
  by: string,
  context: CheckContext,
): Promise<StoredDecision> {
  const [answer] = await checkCredit(
    tx,
    [checkOfHold(hold, { reserve: false, trigger: 're-evaluation', submittedBy: by })],
    context,
  )
  if (answer === undefined || answer instanceof Error) throw answer ?? new Error('the hold was not evaluated')
  const ready = answer.outcome === 'approved' || answer.outcome === 'warned'
  await noteEvaluation(tx, hold.id, { ready, reasons: answer.result.reasons }, context.at)
  if (ready !== (hold.readySince !== null)) {
    await insertHoldEvent(tx, hold, { kind: ready ? 'ready' : 'stopped_again', by, at: context.at })
    if (ready) await queueHoldNews(tx, 'hold_ready', [hold.id], context.at)
  }
  await settlePrepayment(tx, hold, context.at)
  return answer
}

/** Evaluates the open holds of a credit group after money came in or a limit changed; gives those that became ready. */
export async function evaluateHoldsOfGroup(tx: Tx, groupId: Id, context: CheckContext): Promise<Hold[]> {
  await lockGroups(tx, [groupId])
  const ready: Hold[] = []
  for (const hold of await openHoldsOfGroup(tx, groupId, HOLDS_MAX)) {
    const answer = await evaluateHold(tx, hold, 'system', context)
    if (answer.outcome === 'approved' || answer.outcome === 'warned') ready.push(hold)
  }
  return ready
}
