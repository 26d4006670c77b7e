import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'

/** An order that somebody stopped by name. */
export interface ForcedOrder {
  readonly id: Id
  readonly accountId: Id
  readonly reason: string
  /** Last day; null: until it is lifted. */
  readonly until: CalendarDay | null
  readonly placedBy: string
  readonly placedAt: Date
}

interface OrderKey {
  readonly source: string
  readonly number: string
}

export async function findForcedOrder(
  db: Queryable,
  { source, number }: OrderKey,
): Promise<ForcedOrder | undefined> {
  const [found] = await db.rows<ForcedOrder>(sql`
    SELECT id, account_id AS "accountId", reason, until_on AS until, placed_by AS "placedBy", placed_at AS "placedAt"
    FROM forced_order_hold WHERE source = ${source} AND document_number = ${number} AND lifted_at IS NULL`)
  return found
}

/** Stops an order, in place of what was said before. */
export async function putForcedOrder(
  tx: Tx,
  order: OrderKey & { readonly accountId: Id; readonly reason: string; readonly until: CalendarDay | null },
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await liftForcedOrder(tx, order, { by, at })
  await tx.run(sql`
    INSERT INTO forced_order_hold (id, account_id, source, document_number, reason, until_on, placed_by, placed_at)
    VALUES (${newId()}, ${order.accountId}, ${order.source}, ${order.number}, ${order.reason}, ${order.until}, ${by}, ${at})`)
}

export async function liftForcedOrder(
  tx: Tx,
  { source, number }: OrderKey,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<boolean> {
  const touched = await tx.run(sql`
    UPDATE forced_order_hold SET lifted_by = ${by}, lifted_at = ${at}
    WHERE source = ${source} AND document_number = ${number} AND lifted_at IS NULL`)
  return touched === 1
}

/** Ends forced holds of orders whose last day has passed. */
export async function endForcedOrders(tx: Tx, today: CalendarDay, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE forced_order_hold SET lifted_by = 'system', lifted_at = ${at}
    WHERE lifted_at IS NULL AND until_on < ${today}`)
}

/** An order as it is known now: as recorded, else as it was last checked. */
export interface KnownOrder {
  readonly accountId: Id
  readonly version: bigint
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly submittedBy: string | null
}

export async function findKnownOrder(
  db: Queryable,
  { source, number }: OrderKey,
): Promise<KnownOrder | undefined> {
  const [recorded] = await db.rows<KnownOrder & { ended: boolean }>(sql`
    SELECT account_id AS "accountId", version, total_minor AS "amountMinor", currency, NULL AS "submittedBy",
      status <> 'open' AS ended
    FROM document WHERE source = ${source} AND type = 'order' AND number = ${number}`)
  const [checked] = await db.rows<KnownOrder>(sql`
    SELECT account_id AS "accountId", document_version AS version, amount_minor AS "amountMinor", currency,
      submitted_by AS "submittedBy"
    FROM credit_decision
    WHERE binding AND source = ${source} AND document_type = 'order' AND document_number = ${number} AND checkpoint = 'order'
    ORDER BY decided_at DESC, id DESC LIMIT 1`)
  if (recorded?.ended || (recorded && recorded.amountMinor < 1n)) return undefined
  if (!recorded) return checked
  if (!checked) return recorded
  const version = checked.version > recorded.version ? checked.version : recorded.version
  return { ...recorded, version, submittedBy: checked.submittedBy }
}
