import { Refusal } from '../../kernel/errors.js'
import { money } from '../../kernel/money.js'
import type { Id } from '../../kernel/ids.js'
import type { Principal } from '../../kernel/access.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { recordDocuments, type DocumentInput, type Recorded } from '../exposure/record-documents.js'
import { checkCredit } from './check-credit.js'
import type { CheckContext } from './check-request.js'
import type { StoredDecision } from './decision-store.js'
import { groupsWithOpenHolds } from './hold-store.js'

/** Re-evaluates the open holds of a credit group; payload `{ groupId }`. */
export const EVALUATE_HOLDS_JOB = 'evaluate-holds'

/** What became of one document, and of the check of what it took beyond its source. */
export type RecordedAndChecked = Recorded & { readonly check?: StoredDecision }

/**
 * Records documents; what is delivered or billed beyond its source is new exposure and is checked in the same
 * transaction. Documents that lower the exposure have the group's holds looked at again.
 */
export async function recordAndCheck(
  tx: Tx,
  inputs: readonly DocumentInput[],
  actor: Principal,
  context: CheckContext,
): Promise<RecordedAndChecked[]> {
  const recorded = await recordDocuments(tx, inputs, { ...context, onlyCustomersOf: actor.onlyCustomersOf })
  const results: RecordedAndChecked[] = []
  const relieved = new Set<Id>()
  for (const [index, result] of recorded.entries()) {
    const input = inputs[index]
    if (result.outcome === 'recorded' && input) {
      if (lowers(result)) relieved.add(result.document.groupId)
      if (result.surplusMinor > 0n) {
        results.push({ ...result, check: await checkSurplus(tx, input, result.surplusMinor, actor, context) })
        continue
      }
    }
    results.push(result)
  }
  await queueHoldEvaluation(tx, [...relieved])
  return results
}

/** Has the open holds of the groups looked at again, once this transaction has committed. */
export async function queueHoldEvaluation(tx: Tx, groupIds: readonly Id[]): Promise<void> {
  const waiting = await seeingAll(tx, () => groupsWithOpenHolds(tx, groupIds))
  for (const groupId of waiting) {
    await addJob(tx, EVALUATE_HOLDS_JOB, { groupId }, { jobKey: `evaluate-holds:${groupId}` })
  }
}

function lowers({ document }: Extract<Recorded, { outcome: 'recorded' }>): boolean {
  return document.status !== 'open' || ['receipt', 'credit-note', 'write-off'].includes(document.type)
}

/** The surplus has entered the exposure already; the check asks whether it should have. */
async function checkSurplus(
  tx: Tx,
  input: DocumentInput,
  surplusMinor: bigint,
  actor: Principal,
  context: CheckContext,
): Promise<StoredDecision> {
  const { content } = input
  const [answer] = await seeingAll(tx, () =>
    checkCredit(
      tx,
      [
        {
          checkpoint: content.type === 'invoice' ? 'invoice' : 'delivery',
          customerCode: input.customerCode,
          segmentCode: input.segmentCode,
          document: {
            source: content.source,
            type: content.type,
            number: content.number,
            version: content.version,
            orderNumber: null,
          },
          amount: money(surplusMinor, content.currency),
          netDays: null,
          shipOn: null,
          reserve: true,
          trigger: 'document',
          submittedBy: actor.label,
          scope: null,
        },
      ],
      context,
    ),
  )
  if (answer === undefined || answer instanceof Refusal)
    throw answer ?? new Error('the surplus was not checked')
  return answer
}
