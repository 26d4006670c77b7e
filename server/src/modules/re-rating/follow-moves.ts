import { systemPrincipal } from '../../kernel/access.js'
import { addDays, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import type { Approvals } from '../approvals/subject.js'
import { namesOfCustomers } from '../customers/customer-name-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { freezeCustomers } from '../limits/freeze-customers.js'
import type { LimitEffects } from '../limits/limit-effects.js'
import type { ReratingPolicy } from '../scoring/domain/re-rating/rerating-policy.js'
import { closeMoves, lockWaitingMoves, type RatingMove } from '../scoring/re-rating/move-store.js'
import { reratingPolicyInForce } from '../scoring/re-rating/rerating-policy-in-force.js'
import { planEffects } from './domain/plan-effects.js'
import type { Following, NoteEffect, PlannedMove, TakenEffect } from './planned-move.js'
import { proposeAfterMoves } from './propose-after-moves.js'
import { refreshReviews } from './review-store.js'
import { openTasksFor } from './review-task-store.js'
import { tellOfMoves } from './tell-of-moves.js'
import { warnOfMoves } from './warn-of-moves.js'

/** Moves whose consequences are drawn in one transaction. */
const BATCH = 100
const BATCHES_MAX = 20_000

export interface FollowDeps extends Pick<Deps, 'db' | 'now' | 'log'> {
  readonly effects: LimitEffects
  readonly approvals: Approvals
}

/**
 * Draws the consequences of what moved: warnings, proposals and cuts, frozen accounts, reviews, messages. All of a move
 * happens in the transaction that closes it: once, whoever else is doing the same, and again from the start after a
 * crash. A move whose consequences cannot be drawn is closed with the reason and holds up no other. Gives how many.
 */
export async function followMoves(deps: FollowDeps): Promise<number> {
  let followed = 0
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const done = await someMoves(deps)
    followed += done
    if (done === 0) break
  }
  return followed
}

async function someMoves(deps: FollowDeps): Promise<number> {
  try {
    return await deps.db.transaction((tx) => followBatch(tx, BATCH, deps))
  } catch (error) {
    deps.log.warn({ err: error }, 'the consequences of ratings could not be drawn together; now one by one')
  }
  let done = 0
  for (; done < BATCH; done++) if ((await oneMove(deps)) === 0) break
  return done
}

async function oneMove(deps: FollowDeps): Promise<number> {
  try {
    return await deps.db.transaction((tx) => followBatch(tx, 1, deps))
  } catch (error) {
    deps.log.error({ err: error }, 'the consequences of a rating could not be drawn')
    const detail = error instanceof Error ? error.message.slice(0, 300) : String(error)
    return deps.db.transaction(async (tx) => {
      const moves = await lockWaitingMoves(tx, 1)
      const effects: TakenEffect[] = [{ kind: 'failed', count: 0, detail }]
      await closeMoves(
        tx,
        moves.map(({ id }) => ({ id, effects })),
        deps.now(),
      )
      return moves.length
    })
  }
}

async function followBatch(tx: Tx, limit: number, deps: FollowDeps): Promise<number> {
  const moves = await lockWaitingMoves(tx, limit)
  if (moves.length === 0) return 0
  const at = deps.now()
  const { content: policy } = await reratingPolicyInForce(tx, at)
  const today = dayInZone(at, (await getOrganisation(tx)).timeZone)
  const following = { at, today, policy, effects: deps.effects, approvals: deps.approvals }
  const planned = await plannedOf(tx, moves, policy)
  const taken = new Map<Id, TakenEffect[]>(moves.map(({ id }) => [id, []]))
  const note = (moveId: Id, effect: TakenEffect) => taken.get(moveId)?.push(effect)
  await warnOfMoves(tx, planned, following)
  await proposeAfterMoves(tx, planned, following, note)
  await freeze(tx, planned, following, note)
  await review(tx, planned, following, note)
  await tellOfMoves(tx, planned, following, note)
  await closeMoves(
    tx,
    moves.map(({ id }) => ({ id, effects: taken.get(id) ?? [] })),
    at,
  )
  return moves.length
}

async function plannedOf(
  tx: Tx,
  moves: readonly RatingMove[],
  policy: ReratingPolicy,
): Promise<PlannedMove[]> {
  const customers = await namesOfCustomers(
    tx,
    moves.map(({ customerId }) => customerId),
  )
  return moves.flatMap((move) => {
    const customer = customers.get(move.customerId)
    return customer ? [{ move, plan: planEffects(policy.effects, move), customer }] : []
  })
}

async function freeze(
  tx: Tx,
  planned: readonly PlannedMove[],
  { at }: Following,
  note: NoteEffect,
): Promise<void> {
  const wanted = planned.filter(({ plan }) => plan?.freeze)
  const frozen = await freezeCustomers(
    tx,
    wanted.map(({ move }) => move.customerId),
    { actor: systemPrincipal, at, reason: '评级下降 / The grade fell' },
  )
  for (const { move } of wanted) {
    const accounts = frozen.filter(({ customerId }) => customerId === move.customerId)
    if (accounts.length === 0) continue
    const detail = accounts.map(({ segmentCode }) => segmentCode).join(', ')
    note(move.id, { kind: 'frozen', count: accounts.length, detail })
  }
}

async function review(
  tx: Tx,
  planned: readonly PlannedMove[],
  { at, today, policy }: Following,
  note: NoteEffect,
): Promise<void> {
  const customers = [...new Set(planned.map(({ move }) => move.customerId))]
  await refreshReviews(tx, customers, { days: policy.reviewDays, today })
  const due = new Map<Id, CalendarDay>()
  for (const { move, plan } of planned) {
    if (plan === null || plan.reviewInDays === null) continue
    const day = addDays(today, plan.reviewInDays)
    const before = due.get(move.customerId)
    due.set(move.customerId, before === undefined || day < before ? day : before)
  }
  const wanted = [...due].map(([customerId, dueOn]) => ({ customerId, dueOn }))
  const tasks = await openTasksFor(tx, wanted, { reviewers: policy.reviewers, at })
  for (const { move, plan } of planned) {
    const count = tasks.filter(({ customerId }) => customerId === move.customerId).length
    if (plan !== null && plan.reviewInDays !== null && count > 0)
      note(move.id, { kind: 'review', count, detail: due.get(move.customerId) ?? null })
  }
}
