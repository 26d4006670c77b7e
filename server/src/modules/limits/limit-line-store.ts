import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { LimitKind } from './domain/effective-limit.js'

/** One dated component of an account's limit. */
export interface LimitLine {
  readonly id: Id
  readonly groupId: Id
  readonly accountId: Id
  readonly kind: LimitKind
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly validFrom: CalendarDay
  readonly validTo: CalendarDay | null
  readonly reason: string
  readonly createdBy: string
  readonly createdAt: Date
}

const columns = sql`id, group_id AS "groupId", account_id AS "accountId", kind, amount_minor AS "amountMinor", currency,
  valid_from AS "validFrom", valid_to AS "validTo", reason, created_by AS "createdBy", created_at AS "createdAt"`

/** Lines that were not revoked, newest first: the order in which the effective limit is found. */
export async function listLimitLines(tx: Queryable, accountId: Id): Promise<LimitLine[]> {
  return tx.rows<LimitLine>(sql`
    SELECT ${columns} FROM limit_line WHERE account_id = ${accountId} AND revoked_at IS NULL
    ORDER BY valid_from DESC, created_at DESC, id DESC LIMIT 500`)
}

export async function insertLimitLines(tx: Tx, lines: readonly LimitLine[]): Promise<void> {
  await insertRows(
    tx,
    'limit_line',
    {
      id: 'uuid',
      group_id: 'uuid',
      account_id: 'uuid',
      kind: 'text',
      amount_minor: 'bigint',
      currency: 'text',
      valid_from: 'date',
      valid_to: 'date',
      reason: 'text',
      created_by: 'text',
      created_at: 'timestamptz',
    },
    lines.map((l) => [
      l.id,
      l.groupId,
      l.accountId,
      l.kind,
      l.amountMinor,
      l.currency,
      l.validFrom,
      l.validTo,
      l.reason,
      l.createdBy,
      l.createdAt,
    ]),
  )
}

/** Takes a line back from now on; false when there is no such line. The row stays as evidence. */
export async function revokeLimitLine(tx: Tx, accountId: Id, id: Id, at: Date): Promise<boolean> {
  const touched = await tx.run(sql`
    UPDATE limit_line SET revoked_at = ${at} WHERE id = ${id} AND account_id = ${accountId} AND revoked_at IS NULL`)
  return touched === 1
}

/** Puts the limit lines of a customer's accounts into another group. */
export async function moveLimitLines(tx: Tx, customerId: Id, groupId: Id): Promise<void> {
  await tx.run(sql`
    UPDATE limit_line SET group_id = ${groupId}
    WHERE account_id IN (SELECT id FROM credit_account WHERE customer_id = ${customerId})`)
}
