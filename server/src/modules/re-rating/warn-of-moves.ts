import { newId } from '../../platform/new-id.js'
import type { Tx } from '../../platform/db/types.js'
import { enqueueEvents } from '../notifications/enqueue-event.js'
import { notify } from '../notifications/notify.js'
import { causeOf } from '../scoring/domain/re-rating/cause.js'
import { causeTexts } from '../scoring/domain/re-rating/cause-texts.js'
import type { Following, PlannedMove } from './planned-move.js'
import { listUnwarned, raiseWarnings, updateWarnings, type NewWarning } from './warning-store.js'

/** Of more at once people are told in one message. */
const TOLD_SINGLY = 20

/**
 * Warns of customers who fell below the line: one open warning per customer, its owner and the credit managers are
 * told, subscribers too. Warnings that are open follow the score.
 */
export async function warnOfMoves(
  tx: Tx,
  planned: readonly PlannedMove[],
  { at, policy }: Following,
): Promise<void> {
  await updateWarnings(
    tx,
    planned.map(({ move: { customerId, toScore: score, toGrade: grade, lineCrossed } }) => ({
      ...{ customerId, score, grade, recovered: lineCrossed === 'up' },
    })),
    at,
  )
  const fallen = planned.filter(({ move }) => move.lineCrossed === 'down')
  const warnings = fallen.map(({ move, customer }): Fresh => ({
    ...{ id: newId(), customerId: move.customerId, ratingId: move.ratingId, customer },
    ...{ line: policy.earlyWarningScore * 100, previousScore: move.fromScore, score: move.toScore },
    ...{ grade: move.toGrade, veto: move.veto, cause: move.cause, raisedAt: at, assignee: null },
  }))
  await raise(tx, warnings, at)
}

/**
 * Warns of up to `limit` customers who are below the line without having crossed it, because they were rated before
 * there were warnings or because the line was raised. Gives how many. Whoever closed a warning at this line is not
 * bothered again.
 */
export async function warnOfStanding(
  tx: Tx,
  { at, line, limit }: { readonly at: Date; readonly line: number; readonly limit: number },
): Promise<number> {
  const standing = await listUnwarned(tx, line, limit)
  const warnings = standing.map(({ code, name, ownerUsername, cause, ...rest }): Fresh => ({
    ...{
      id: newId(),
      ...rest,
      customer: { id: rest.customerId, code, name, ownerUsername },
      cause: cause ?? causeOf('run'),
    },
    ...{ line, previousScore: null, raisedAt: at, assignee: null },
  }))
  return (await raise(tx, warnings, at)).length
}

/** Raises what is new and tells of it; gives that. */
async function raise(tx: Tx, warnings: readonly Fresh[], at: Date): Promise<readonly Fresh[]> {
  const raised = await raiseWarnings(tx, warnings)
  const fresh = warnings.filter(({ id }) => raised.has(id))
  await enqueueEvents(
    tx,
    fresh.map((warning) => ({ event: 'warning.raised', at, payload: payloadOf(warning) })),
  )
  await tell(tx, fresh, at)
  return fresh
}

type Fresh = NewWarning & Pick<PlannedMove, 'customer'>

function payloadOf({ id, customer, score, previousScore, grade, line, cause }: Fresh) {
  return {
    warningId: id,
    kind: 'low_score',
    customerCode: customer.code,
    ...{ score: score / 100, previousScore: previousScore === null ? null : previousScore / 100, grade },
    ...{ threshold: line / 100, cause: cause.kind },
  }
}

async function tell(tx: Tx, fresh: readonly Fresh[], at: Date): Promise<void> {
  const [first] = fresh
  if (!first) return
  if (fresh.length > TOLD_SINGLY) {
    const data = { count: String(fresh.length) }
    const to = { roles: ['credit-manager'] }
    await notify(tx, { kind: 'warnings_raised', to, subject: first.id, data, link: '/warnings', at })
    return
  }
  for (const { id, customer, score, grade, line, cause } of fresh) {
    await notify(tx, {
      kind: 'warning_raised',
      to: { roles: ['credit-manager'], usernames: customer.ownerUsername ? [customer.ownerUsername] : [] },
      subject: id,
      data: {
        ...{ customer: customer.name, code: customer.code, grade, cause: causeTexts[cause.kind] },
        ...{ score: (score / 100).toFixed(1), line: String(line / 100) },
      },
      link: `/warnings?search=${encodeURIComponent(customer.code)}`,
      about: { ownerUsername: customer.ownerUsername },
      at,
    })
  }
}
