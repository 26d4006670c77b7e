import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { LedgerEntry } from './ledger-store.js'

export type ReservationStatus = 'active' | 'consumed' | 'released' | 'expired' | 'replaced'

/** Exposure held by a passed check before its order exists. */
export interface Reservation {
  readonly id: Id
  readonly groupId: Id
  readonly accountId: Id
  readonly segmentId: Id
  readonly source: string
  readonly type: string
  readonly number: string
  /** Version of the document that was checked; null for one made before this was kept. */
  readonly version: bigint | null
  /** Amount that was checked. */
  readonly coversMinor: bigint | null
  /** What is held of it: not what is recorded already. */
  readonly amountMinor: bigint
  readonly currency: string
  readonly status: ReservationStatus
  readonly expiresAt: Date
  /** Number of its last ledger entry. */
  readonly ledgerSeq: number
}

const COLUMNS = `r.id, r.group_id AS "groupId", r.account_id AS "accountId", a.segment_id AS "segmentId", r.source,
  r.type, r.number, r.document_version AS version, r.covers_minor AS "coversMinor", r.amount_minor AS "amountMinor", r.currency, r.status, r.expires_at AS "expiresAt",
  r.ledger_seq AS "ledgerSeq"`

const FOR_DOCUMENTS = `SELECT ${COLUMNS} FROM reservation r JOIN credit_account a ON a.id = r.account_id
  WHERE r.id = ANY($1::uuid[])
  UNION
  SELECT ${COLUMNS} FROM unnest($2::text[], $3::text[], $4::text[]) AS q (source, type, number)
  JOIN reservation r ON r.source = q.source AND r.type = q.type AND r.number = q.number AND r.status = 'active'
  JOIN credit_account a ON a.id = r.account_id`

interface Claim {
  readonly source: string
  readonly type: string
  readonly number: string
  readonly reservationId: Id | null
}

/** Reservations that the documents name, and active ones that were made for the same documents. */
export async function findReservations(tx: Queryable, claims: readonly Claim[]): Promise<Reservation[]> {
  if (claims.length === 0) return []
  return tx.prepared<Reservation>('reservations_for_documents', FOR_DOCUMENTS, [
    claims.flatMap((claim) => claim.reservationId ?? []),
    claims.map((claim) => claim.source),
    claims.map((claim) => claim.type),
    claims.map((claim) => claim.number),
  ])
}

export async function findReservation(tx: Queryable, id: Id): Promise<Reservation | undefined> {
  const [found] = await findReservations(tx, [{ reservationId: id, source: '', type: '', number: '' }])
  return found
}

/**
 * Ends active reservations; gives the ledger entries that free their amounts, to be appended by the caller, who
 * holds the lock of their groups and has read them under it.
 */
export async function endReservations(
  tx: Tx,
  reservations: readonly Reservation[],
  status: Exclude<ReservationStatus, 'active'>,
  context: { at: Date; today: CalendarDay },
): Promise<LedgerEntry[]> {
  if (reservations.length === 0) return []
  await tx.run(sql`
    UPDATE reservation SET status = ${status}, ended_at = ${context.at}
    WHERE id = ANY(${reservations.map((reservation) => reservation.id)}) AND status = 'active'`)
  return reservations.map((reservation) => nextEntry(reservation, -reservation.amountMinor, context.today))
}

/** Has active reservations hold another amount, more than zero; gives the ledger entries, as `endReservations` does. */
export async function resizeReservations(
  tx: Tx,
  sizes: ReadonlyMap<Reservation, bigint>,
  today: CalendarDay,
): Promise<LedgerEntry[]> {
  const changed = [...sizes].filter(([{ amountMinor }, size]) => size !== amountMinor)
  if (changed.length === 0) return []
  await tx.run(sql`
    UPDATE reservation r SET amount_minor = q.amount_minor, ledger_seq = r.ledger_seq + 1
    FROM unnest(${changed.map(([{ id }]) => id)}::uuid[], ${changed.map(([, size]) => size)}::bigint[])
      AS q (id, amount_minor)
    WHERE r.id = q.id`)
  return changed.map(([reservation, size]) => nextEntry(reservation, size - reservation.amountMinor, today))
}

function nextEntry(reservation: Reservation, deltaMinor: bigint, effectiveOn: CalendarDay): LedgerEntry {
  const { id, accountId, groupId, segmentId, currency, ledgerSeq } = reservation
  return {
    ...{ accountId, documentId: id, itemNo: 0, seq: ledgerSeq + 1, groupId, segmentId },
    ...{ bucket: 'reserved', currency, deltaMinor, effectiveOn, causeId: id },
  }
}

/** Stores new active reservations. Their ledger entries are the caller's to append. */
export async function insertReservations(
  tx: Tx,
  reservations: readonly (Omit<Reservation, 'status' | 'segmentId' | 'ledgerSeq'> & {
    readonly createdAt: Date
  })[],
): Promise<void> {
  await insertRows(
    tx,
    'reservation',
    {
      id: 'uuid',
      group_id: 'uuid',
      account_id: 'uuid',
      source: 'text',
      type: 'text',
      number: 'text',
      document_version: 'bigint',
      covers_minor: 'bigint',
      amount_minor: 'bigint',
      currency: 'text',
      status: 'text',
      expires_at: 'timestamptz',
      created_at: 'timestamptz',
    },
    reservations.map((r) => [
      r.id,
      r.groupId,
      r.accountId,
      r.source,
      r.type,
      r.number,
      r.version,
      r.coversMinor,
      r.amountMinor,
      r.currency,
      'active',
      r.expiresAt,
      r.createdAt,
    ]),
  )
}

/** Up to `limit` active reservations whose time is over, oldest first. */
export async function expiredReservations(tx: Queryable, at: Date, limit: number): Promise<Reservation[]> {
  return tx.prepared<Reservation>(
    'expired_reservations',
    `SELECT ${COLUMNS} FROM reservation r JOIN credit_account a ON a.id = r.account_id
     WHERE r.ended_at IS NULL AND r.expires_at <= $1 ORDER BY r.expires_at LIMIT $2`,
    [at, limit],
  )
}

/** Puts an account's reservations into another group, numbered on from the ledger's last entry. */
export async function moveReservationsToGroup(tx: Tx, accountId: Id, groupId: Id): Promise<void> {
  await tx.run(sql`
    UPDATE reservation r SET group_id = ${groupId},
      ledger_seq = (SELECT max(e.seq) FROM exposure_entry e
                    WHERE e.account_id = r.account_id AND e.document_id = r.id)
    WHERE account_id = ${accountId}`)
}
