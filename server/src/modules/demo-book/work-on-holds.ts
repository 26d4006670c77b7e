import type { Principal } from '../../kernel/access.js'
import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Database } from '../../platform/db/types.js'
import type { Approvals } from '../approvals/subject.js'
import type { StoredDecision } from '../credit-control/decision-store.js'
import { findHold } from '../credit-control/hold-store.js'
import { rejectHold, releaseHold } from '../credit-control/release-hold.js'
import type { BookParams } from './domain/book.js'
import { randomFor } from './domain/random.js'
import { instantOn } from './instant-on.js'

/** Holds of the last days still wait on somebody's desk. */
const WAITING_DAYS = 4

const RELEASE_REASONS = [
  '客户已承诺本周五前付清逾期货款，同意放行本单。',
  '已收到客户付款水单，款项在途，放行。',
  '老客户旺季备货，逾期属对账延迟，放行并要求销售跟进对账。',
  '客户提供银行承兑汇票作为补充保障，同意放行。',
]

const REJECT_REASONS = [
  { code: 'overdue_unpaid', reason: '逾期超过两个月且无还款计划，本单不予放行。' },
  { code: 'limit_not_raised', reason: '额度已用满，建议改为款到发货后重新下单。' },
] as const

/**
 * What the office did with the orders held on a day: many released, some refused, for some a release requested, the
 * latest still open.
 *
 * @returns the holds that were released
 */
export async function workOnHolds(
  db: Database,
  held: readonly StoredDecision[],
  today: CalendarDay,
  context: {
    readonly manager: Principal
    readonly analyst: Principal
    readonly params: BookParams
    readonly timeZone: string
    readonly approvals: Approvals
  },
): Promise<Set<Id>> {
  const { manager, analyst, params, timeZone, approvals } = context
  const released = new Set<Id>()
  if (daysBetween(today, params.endOn) < WAITING_DAYS) return released
  const moment = { at: instantOn(today, timeZone, 7), today, timeZone }
  for (const { holdId, documentNumber } of held) {
    if (holdId === null) continue
    const hold = await findHold(db, holdId, null)
    // An interrupted load has dealt with it already.
    if (hold?.status === 'released') released.add(holdId)
    if (hold?.status !== 'open') continue
    const random = randomFor(params.seed, `hold ${documentNumber}`, 0)
    const action = random.weighted<'release' | 'reject' | 'request'>([
      ['release', 65],
      ['reject', 20],
      ['request', 15],
    ])
    if (action === 'reject') {
      const why = random.pick(REJECT_REASONS)
      await db.transaction((tx) => rejectHold(tx, { holdId, ...why }, manager, moment, approvals))
      continue
    }
    // The analyst's authority is nothing: what she wants released waits for the manager as a request.
    const actor = action === 'release' ? manager : analyst
    const request = { holdId, reason: random.pick(RELEASE_REASONS), maxAmount: null, validUntil: null }
    const result = await db.transaction((tx) => releaseHold(tx, request, actor, moment, approvals))
    if (result.outcome === 'released') released.add(holdId)
  }
  return released
}
