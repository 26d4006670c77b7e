import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { lockGroups } from '../customers/group-store.js'
import { appendEntries } from '../exposure/ledger-store.js'
import {
  endReservations,
  expiredReservations,
  findReservation,
  type Reservation,
} from '../exposure/reservation-store.js'
import { ownerOfAccount } from '../customers/account-store.js'
import { checkContext } from './check-service.js'
import { queueHoldEvaluation } from './record-and-check.js'

/** Gives back what a check reserved, before its order exists. Repeating it answers the same. */
export async function releaseReservation(
  db: Database,
  id: Id,
  actor: Principal,
  at: Date,
): Promise<{ id: Id; status: string }> {
  return db.transaction(async (tx) => {
    const seen = await findReservation(tx, id)
    if (!seen || !(await mayTouch(tx, seen, actor))) throw new Refusal('reservation_not_found', { id })
    await lockGroups(tx, [seen.groupId])
    const reservation = await findReservation(tx, id)
    if (!reservation) throw new Refusal('reservation_not_found', { id })
    if (reservation.status === 'released') return { id, status: 'released' }
    if (reservation.status !== 'active')
      throw new Refusal('reservation_not_active', { id, status: reservation.status })
    await end(tx, [reservation], 'released', at)
    await recordAudit(tx, {
      actor,
      action: 'reservation.released',
      objectType: 'reservation',
      objectId: id,
      at,
    })
    return { id, status: 'released' }
  })
}

async function mayTouch(tx: Tx, reservation: Reservation, actor: Principal): Promise<boolean> {
  if (actor.onlyCustomersOf === null) return true
  const owner = await ownerOfAccount(tx, reservation.accountId)
  return owner === actor.onlyCustomersOf
}

const EXPIRE_MAX = 500

/** Expires reservations whose time is over, a bounded batch at a time; gives how many. */
export async function expireReservations(db: Database, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const due = await expiredReservations(tx, at, EXPIRE_MAX)
    if (due.length === 0) return 0
    await lockGroups(tx, [...new Set(due.map((reservation) => reservation.groupId))])
    // Read again under the lock: an order may have taken a reservation over meanwhile.
    const still = await expiredReservations(tx, at, EXPIRE_MAX)
    const locked = new Set(due.map((reservation) => reservation.id))
    const expired = still.filter((reservation) => locked.has(reservation.id))
    await end(tx, expired, 'expired', at)
    return expired.length
  })
}

async function end(
  tx: Tx,
  reservations: readonly Reservation[],
  status: 'released' | 'expired',
  at: Date,
): Promise<void> {
  const context = await checkContext(tx, at)
  await appendEntries(tx, await endReservations(tx, reservations, status, context), at)
  await queueHoldEvaluation(tx, [...new Set(reservations.map((reservation) => reservation.groupId))])
}
